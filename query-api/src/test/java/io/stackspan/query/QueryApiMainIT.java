package io.stackspan.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.query.backend.InMemoryTraceStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class QueryApiMainIT {
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @Test
  void unknownKey_isBadUsage() {
    assertThat(run("--api.prot", "1")).isEqualTo(2);
    assertThat(lines())
        .containsExactly(
            "unknown key 'stackspan.api.prot' (command line); the nearest known key is"
                + " stackspan.api.port");
  }

  @Test
  void portInUse_isOneLine() {
    try (QueryApi other = QueryApi.start(TestConfigs.anyPort(), new InMemoryTraceStore())) {
      assertThat(run("--api.port", Integer.toString(other.port()))).isEqualTo(1);
      assertThat(lines())
          .singleElement()
          .asString()
          .startsWith("cannot listen on 127.0.0.1:" + other.port() + ": in use");
    }
  }

  @Test
  void otherThanLoopback_isRefused() {
    assertThat(run("--api.host", "0.0.0.0", "--api.port", "0")).isEqualTo(1);
    assertThat(lines()).singleElement().asString().endsWith("say --insecure true");
  }

  @Test
  void otherThanLoopback_whenMeant_listens() {
    QueryApiConfig config =
        new QueryApiConfig(
            "0.0.0.0",
            0,
            true,
            TestConfigs.anyPort().indexUrls(),
            TestConfigs.anyPort().searchTimeout(),
            1,
            1);

    try (QueryApi api = QueryApi.start(config, new InMemoryTraceStore())) {
      assertThat(api.port()).isPositive();
    }
  }

  @Test
  void unknownHost_isOneLine() {
    assertThatThrownBy(
            () ->
                QueryApi.start(
                    new QueryApiConfig(
                        "no host",
                        0,
                        false,
                        TestConfigs.anyPort().indexUrls(),
                        TestConfigs.anyPort().searchTimeout(),
                        1,
                        1)))
        .isInstanceOf(QueryApiStartException.class)
        .hasMessage("stackspan.api.host: 'no host' is not an address of this machine");
  }

  @Test
  void addressOfAnotherMachine_isOneLine() {
    // 192.0.2.0/24 is for documentation (RFC 5737): no machine has it.
    assertThat(run("--api.host", "192.0.2.1", "--api.port", "0", "--insecure", "true"))
        .isEqualTo(1);
    assertThat(lines()).singleElement().asString().startsWith("cannot listen on 192.0.2.1:0: ");
  }

  @Test
  void startsBeforeItsIndexServices() throws Exception {
    try (QueryApi api = QueryApi.start(TestConfigs.anyPort());
        ApiClient client = new ApiClient(api.port())) {
      HttpResponse<String> response = client.get("/api/v1/services");

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).contains("index-service http://127.0.0.1:1 cannot be reached");
      assertThat(client.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(client.get("/metrics").body())
          .contains(
              "stackspan_api_index_calls_seconds_count{operation=\"suggest\",outcome=\"failed\"} 1");
    }
  }

  @Test
  void help_namesEveryKey() {
    QueryApiConfig.KEYS.forEach(
        key -> assertThat(QueryApiMain.help()).contains("--" + key.flag() + "\n"));
  }

  private int run(String... arguments) {
    return QueryApiMain.run(
        List.of(arguments),
        Map.of(),
        new PrintStream(errors, true, StandardCharsets.UTF_8),
        new CountDownLatch(1));
  }

  private List<String> lines() {
    return errors.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
