package io.stackspan.query.backend;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Talks to one index service: protobuf in, protobuf out. Any thread may call. */
final class IndexClient {
  private static final String PROTOBUF = "application/x-protobuf";

  /** Of what a service says when it refuses or fails, the first line is passed on. */
  private static final int MAX_REASON_BYTES = 500;

  private final URI url;
  private final HttpClient http;
  private final Duration timeout;
  private final int maxAnswerBytes;

  /**
   * @param url without a slash at the end
   */
  IndexClient(URI url, HttpClient http, Duration timeout, int maxAnswerBytes) {
    this.url = url;
    this.http = http;
    this.timeout = timeout;
    this.maxAnswerBytes = maxAnswerBytes;
  }

  URI url() {
    return url;
  }

  /**
   * @throws IOException saying what went wrong, without the URL
   */
  <T> T call(String operation, MessageLite request, Parser<T> parser)
      throws IOException, InterruptedException {
    HttpRequest post =
        HttpRequest.newBuilder(url.resolve(url.getPath() + "/internal/v1/" + operation))
            .timeout(timeout)
            .header("Content-Type", PROTOBUF)
            .header("Accept", PROTOBUF)
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()))
            .build();
    HttpResponse<InputStream> response = http.send(post, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        String reason = new String(body.readNBytes(MAX_REASON_BYTES), StandardCharsets.UTF_8);
        throw new IOException(
            "answered with HTTP status "
                + response.statusCode()
                + (reason.isBlank() ? "" : ": " + reason.lines().toList().getFirst()));
      }
      byte[] bytes = body.readNBytes(maxAnswerBytes);
      if (bytes.length == maxAnswerBytes && body.read() >= 0) {
        throw new IOException("answered with more than " + maxAnswerBytes + " bytes");
      }
      return parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("answered with something that is not protobuf", e);
    }
  }

  /**
   * Asks whether the service lives; returns if so.
   *
   * @throws IOException saying what went wrong, without the URL
   */
  void probe() throws IOException, InterruptedException {
    HttpRequest get =
        HttpRequest.newBuilder(url.resolve(url.getPath() + "/health/live"))
            .timeout(timeout)
            .build();
    int status = http.send(get, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IOException("answered with HTTP status " + status);
    }
  }
}
