package io.stackspan.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.query.backend.InMemoryTraceStore;
import io.stackspan.query.request.TraceSearch;
import io.stackspan.wire.SampleSegments;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing that a caller sends may make the service fail: 2xx and 4xx only. */
class FuzzIT {
  /** A second's worth on a slow machine; a fault found once becomes a test of its own. */
  private static final int REQUESTS = 400;

  private static final List<String> PATHS =
      List.of(
          "/api/v1/traces",
          "/api/v1/traces/t/dumps",
          "/api/v1/services/x/operations",
          "/api/v1/tags/k/values",
          "/graphql");

  private static final String CHARACTERS =
      "abkz019:<>=*.,-+%&;/\\\"'{}[]()$!~^|`?#@_ \u00e9\u4e2d\t";

  private final Random random = new Random(20_261_122);
  private QueryApi api;

  @BeforeEach
  void start() {
    InMemoryTraceStore store = new InMemoryTraceStore().add(SampleSegments.stock("t", 1_000_000));
    api = QueryApi.start(TestConfigs.anyPort(), store);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void parameters() throws IOException {
    for (int i = 0; i < REQUESTS; i++) {
      StringBuilder path = new StringBuilder(PATHS.get(random.nextInt(PATHS.size()))).append('?');
      for (int p = random.nextInt(4); p >= 0; p--) {
        List<String> names = TraceSearch.PARAMETERS;
        String name = random.nextInt(4) == 0 ? noise(5) : names.get(random.nextInt(names.size()));
        path.append('&').append(name).append('=').append(noise(12));
      }
      assertAnswered(path.toString().replace(' ', '+').replace('\t', '+'), "");
    }
  }

  @Test
  void bodies() throws IOException {
    for (int i = 0; i < REQUESTS; i++) {
      String query = "{ trace(traceId:\"t\") { " + noise(20) + " } }";
      String body =
          switch (random.nextInt(3)) {
            case 0 -> noise(30);
            case 1 -> "{\"query\":\"" + query.replace("\\", "").replace("\"", "\\\"") + "\"}";
            default -> "{\"query\":\"{services}\",\"variables\":" + noise(6) + "}";
          };
      assertAnswered("/graphql", body);
    }
  }

  private void assertAnswered(String path, String body) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        (content.length == 0 ? "GET " : "POST ")
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
            + content.length
            + "\r\n\r\n";
    try (Socket socket = new Socket("127.0.0.1", api.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(content);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).as(path + " " + body).matches("(?s)HTTP/1.1 [24]\\d\\d .*");
    }
  }

  private String noise(int maxLength) {
    StringBuilder noise = new StringBuilder();
    for (int i = random.nextInt(maxLength + 1); i > 0; i--) {
      noise.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return noise.toString();
  }
}
