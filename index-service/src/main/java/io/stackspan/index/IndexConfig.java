package io.stackspan.index;

import io.stackspan.index.ingest.Ingest.IngestSettings;
import io.stackspan.index.ingest.KafkaInput;
import io.stackspan.wire.SettingKey;
import io.stackspan.wire.Settings;
import io.stackspan.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that the index service can be told.
 *
 * @param kafka where records come from
 * @param host address to listen on
 * @param port 0: any free one
 * @param dataDir folder of the index
 * @param ingest pace of refreshes and commits
 * @param searchTimeout longest time of one search
 */
public record IndexConfig(
    KafkaInput kafka,
    String host,
    int port,
    Path dataDir,
    IngestSettings ingest,
    Duration searchTimeout) {

  static final SettingKey BOOTSTRAP_SERVERS =
      SettingKey.of(
              "stackspan.kafka.bootstrap-servers", "localhost:9092", "Kafka brokers, host:port,…")
          .withFlag("kafka");
  static final SettingKey TOPIC_PREFIX =
      SettingKey.of("stackspan.kafka.topic-prefix", Topics.DEFAULT_PREFIX, "Start of topic names");
  static final SettingKey CONNECT_TIMEOUT =
      SettingKey.of(
          "stackspan.kafka.connect-timeout", "30s", "How long start-up waits for Kafka; 1s to 1h");
  static final SettingKey HOST =
      SettingKey.of("stackspan.index.host", "127.0.0.1", "Address to listen on");
  static final SettingKey PORT =
      SettingKey.of("stackspan.index.port", "8081", "Port to listen on; 0: any free one");
  static final SettingKey DATA_DIR =
      SettingKey.of("stackspan.index.data-dir", "data/index", "Folder of the index");
  static final SettingKey REFRESH_INTERVAL =
      SettingKey.of(
          "stackspan.index.refresh-interval",
          "500ms",
          "How soon records become searchable; shorter costs CPU");
  static final SettingKey COMMIT_INTERVAL =
      SettingKey.of(
          "stackspan.index.commit-interval",
          "5s",
          "How often the index is made durable; longer means more to read again after a crash");
  static final SettingKey COMMIT_BYTES =
      SettingKey.of(
          "stackspan.index.commit-bytes",
          "64MiB",
          "Records after which it is made durable earlier");
  static final SettingKey SEARCH_TIMEOUT =
      SettingKey.of(
          "stackspan.index.search-timeout",
          "2500ms",
          "Longest time of one search; what was found by then is returned and marked");

  /** Every key of this service. */
  public static final List<SettingKey> KEYS =
      List.of(
          BOOTSTRAP_SERVERS,
          TOPIC_PREFIX,
          CONNECT_TIMEOUT,
          HOST,
          PORT,
          DATA_DIR,
          REFRESH_INTERVAL,
          COMMIT_INTERVAL,
          COMMIT_BYTES,
          SEARCH_TIMEOUT);

  /**
   * @throws io.stackspan.wire.SettingsException when a value cannot be used
   */
  public static IndexConfig from(Settings settings) {
    settings.orThrow();
    Map<String, String> kafka = new TreeMap<>(settings.kafkaProperties());
    kafka.put("bootstrap.servers", settings.text(BOOTSTRAP_SERVERS));
    return new IndexConfig(
        new KafkaInput(
            kafka,
            Topics.withPrefix(settings.text(TOPIC_PREFIX)),
            settings.duration(CONNECT_TIMEOUT)),
        settings.text(HOST),
        settings.integer(PORT, 0, 65_535),
        Path.of(settings.text(DATA_DIR)),
        new IngestSettings(
            settings.duration(REFRESH_INTERVAL),
            settings.duration(COMMIT_INTERVAL),
            settings.bytes(COMMIT_BYTES)),
        settings.duration(SEARCH_TIMEOUT));
  }
}
