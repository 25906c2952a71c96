package io.stackspan.query;

import io.stackspan.wire.SettingKey;
import io.stackspan.wire.Settings;
import io.stackspan.wire.SettingsException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of the query API.
 *
 * @param host to listen on; anything but loopback needs {@code insecure}
 * @param port to listen on; 0: any free one
 * @param insecure whether to listen on other than loopback although nobody is asked for a token
 * @param indexUrls of the index services, at least one
 * @param searchTimeout of one question to all index services; more than zero
 * @param maxBodyBytes of a request
 * @param maxAnswerBytes of one index service's answer; a longer one counts as that service's
 *     failure
 */
public record QueryApiConfig(
    String host,
    int port,
    boolean insecure,
    List<URI> indexUrls,
    Duration searchTimeout,
    int maxBodyBytes,
    int maxAnswerBytes) {
  private static final SettingKey HOST =
      SettingKey.of("stackspan.api.host", "127.0.0.1", "Address to listen on.");
  private static final SettingKey PORT =
      SettingKey.of("stackspan.api.port", "8080", "Port of API and page; 0 takes any free one.");
  private static final SettingKey INSECURE =
      SettingKey.of(
              "stackspan.api.insecure",
              "false",
              "Whether to listen on other than loopback although nobody is asked for a token:"
                  + " whoever reaches the port then reads every stack.")
          .withFlag("insecure");
  private static final SettingKey INDEX_URLS =
      SettingKey.of(
          "stackspan.api.index-urls",
          "http://127.0.0.1:8081",
          "URLs of the index services, comma-separated.");
  private static final SettingKey SEARCH_TIMEOUT =
      SettingKey.of(
          "stackspan.api.search-timeout",
          "5s",
          "How long the index services may take for one question; then the answer says what is"
              + " missing.");
  private static final SettingKey MAX_BODY_SIZE =
      SettingKey.of("stackspan.api.max-body-size", "1MiB", "Largest body of a request.");
  private static final SettingKey MAX_ANSWER_SIZE =
      SettingKey.of(
          "stackspan.api.max-answer-size",
          "128MiB",
          "Largest answer of one index service, which bounds the memory of one request.");

  /** Every key that {@link #from} reads. */
  public static final List<SettingKey> KEYS =
      List.of(HOST, PORT, INSECURE, INDEX_URLS, SEARCH_TIMEOUT, MAX_BODY_SIZE, MAX_ANSWER_SIZE);

  public QueryApiConfig {
    indexUrls = List.copyOf(indexUrls);
    List<String> faults = new ArrayList<>();
    if (indexUrls.isEmpty()) {
      faults.add(INDEX_URLS.name() + ": names no index service");
    }
    if (searchTimeout.isZero() || searchTimeout.isNegative()) {
      faults.add(SEARCH_TIMEOUT.name() + ": must be more than zero");
    }
    if (maxBodyBytes <= 0 || maxAnswerBytes <= 0) {
      faults.add(MAX_BODY_SIZE.name() + ", " + MAX_ANSWER_SIZE.name() + ": must be more than zero");
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join(System.lineSeparator(), faults));
    }
  }

  /**
   * @throws SettingsException when a value cannot be read
   * @throws IllegalArgumentException when a value makes no sense, naming its key
   */
  public static QueryApiConfig from(Settings settings) {
    return new QueryApiConfig(
        settings.text(HOST),
        settings.integer(PORT, 0, 65_535),
        settings.flag(INSECURE),
        settings.list(INDEX_URLS).stream().map(QueryApiConfig::url).toList(),
        settings.duration(SEARCH_TIMEOUT),
        size(settings, MAX_BODY_SIZE),
        size(settings, MAX_ANSWER_SIZE));
  }

  /** The same on another port; 0: any free one. */
  public QueryApiConfig withPort(int otherPort) {
    return new QueryApiConfig(
        host, otherPort, insecure, indexUrls, searchTimeout, maxBodyBytes, maxAnswerBytes);
  }

  /** The same over other index services. */
  public QueryApiConfig withIndexUrls(List<URI> otherUrls) {
    return new QueryApiConfig(
        host, port, insecure, otherUrls, searchTimeout, maxBodyBytes, maxAnswerBytes);
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      String scheme = String.valueOf(url.getScheme());
      if (url.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the message that says what is wanted.
    }
    throw new IllegalArgumentException(
        INDEX_URLS.name() + ": '" + text + "' is not a URL such as " + INDEX_URLS.defaultText());
  }

  private static int size(Settings settings, SettingKey key) {
    long bytes = settings.bytes(key);
    if (bytes > Integer.MAX_VALUE - 1) {
      throw new IllegalArgumentException(key.name() + ": must be less than 2GiB");
    }
    return (int) bytes;
  }
}
