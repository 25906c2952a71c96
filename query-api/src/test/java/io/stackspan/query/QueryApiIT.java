package io.stackspan.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackspan.proto.v1.SuggestField;
import io.stackspan.proto.v1.TraceStatus;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.query.backend.InMemoryTraceStore;
import io.stackspan.wire.SampleSegments;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryApiIT {
  private static final long START = 1_800_000_000_000_000L;
  private static final String TRACE = "0123456789abcdef0123456789abcdef";

  private final InMemoryTraceStore store = new InMemoryTraceStore();
  private QueryApi api;
  private ApiClient client;

  @BeforeEach
  void start() {
    api = QueryApi.start(TestConfigs.anyPort(), store);
    client = new ApiClient(api.port());
    store.add(SampleSegments.shop(TRACE, START)).add(SampleSegments.stock(TRACE, START));
    store.add(
        TraceSummary.newBuilder()
            .setTraceId(TRACE)
            .setVersion(3)
            .setStatus(TraceStatus.COMPLETE)
            .setStartMicros(START)
            .setEndMicros(START + 1_000_000)
            .setRootService("shop")
            .setRootOperation("GET:/buy")
            .addServices("shop")
            .addServices("stock")
            .setSegmentCount(2)
            .setSpanCount(3)
            .setDumpCount(3)
            .build());
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  @Test
  void getTrace() throws Exception {
    HttpResponse<String> response = client.get("/api/v1/traces/" + TRACE);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    try (InputStream expected = getClass().getResourceAsStream("/trace.json")) {
      assertThat(ApiClient.json(response).toPrettyString())
          .isEqualTo(
              ApiClient.json(
                      new String(
                          Objects.requireNonNull(expected).readAllBytes(), StandardCharsets.UTF_8))
                  .toPrettyString());
    }
  }

  @Test
  void getTrace_notFound() throws Exception {
    assertProblem(client.get("/api/v1/traces/none"), 404, "there is no trace with the id none");
  }

  @Test
  void getTraces() throws Exception {
    store.add(
        TraceSummary.newBuilder()
            .setTraceId("older")
            .setStatus(TraceStatus.LIVE)
            .setStartMicros(START - 10)
            .setEndMicros(START)
            .addServices("shop")
            .build());

    HttpResponse<String> first = client.get("/api/v1/traces?service=shop&limit=1");
    String cursor = ApiClient.json(first).get("nextCursor").textValue();
    HttpResponse<String> second =
        client.get("/api/v1/traces?service=shop&limit=1&cursor=" + cursor);

    assertThat(first.body())
        .startsWith(
            "{\"traces\":[{\"traceId\":\""
                + TRACE
                + "\",\"status\":\"complete\",\"version\":3,\"generation\":0,"
                + "\"startMicros\":1800000000000000,\"endMicros\":1800000001000000,"
                + "\"durationMicros\":1000000,\"rootService\":\"shop\","
                + "\"rootOperation\":\"GET:/buy\",\"services\":[\"shop\",\"stock\"],"
                + "\"segmentCount\":2,\"spanCount\":3,\"errorCount\":0,\"dumpCount\":3,"
                + "\"linkedDumpCount\":0,\"missingParents\":[]}],\"nextCursor\":\"")
        .endsWith(
            "\",\"total\":2,\"totalIsLowerBound\":false,\"completeness\":{\"shardsAsked\":1,"
                + "\"shardsOk\":1,\"failures\":[],\"timedOut\":false,\"completeUntilMicros\":0,"
                + "\"gaps\":[],\"truncated\":false}}");
    JsonNode older = ApiClient.json(second);
    assertThat(older.at("/traces/0/traceId").textValue()).isEqualTo("older");
    assertThat(older.at("/traces/0/rootService").isNull()).isTrue();
    assertThat(older.get("nextCursor").isNull()).isTrue();
  }

  @Test
  void getTraces_namesEveryFault() throws Exception {
    HttpResponse<String> response =
        client.get("/api/v1/traces?servic=x&limit=1001&minDuration=soon&threadState=STUCK");

    assertProblem(response, 400, null);
    assertThat(ApiClient.json(response).get("faults"))
        .extracting(
            fault -> fault.get("parameter").textValue() + " " + fault.get("message").textValue())
        .containsExactlyInAnyOrder(
            "servic is unknown; the nearest known parameter is service",
            "limit '1001' is not a whole number from 1 to 1000",
            "minDuration 'soon' is not a duration such as 750us, 500ms, 1.5s or 1m",
            "threadState 'STUCK' is none of BLOCKED, NEW, RUNNABLE, TERMINATED, TIMED_WAITING,"
                + " WAITING");
  }

  @Test
  void getDumps() throws Exception {
    JsonNode all = ApiClient.json(client.get("/api/v1/traces/" + TRACE + "/dumps"));
    JsonNode ofSpan =
        ApiClient.json(client.get("/api/v1/traces/" + TRACE + "/dumps?spanId=bbbbbbbbbbbb0000"));

    assertThat(all.get("traceId").textValue()).isEqualTo(TRACE);
    assertThat(all.get("dumps")).hasSize(3);
    assertThat(ofSpan.get("dumps"))
        .extracting(dump -> dump.get("dumpId").textValue())
        .containsExactly("bbbbbbbbbbbb~0", "bbbbbbbbbbbb~1");
    assertThat(ofSpan.at("/completeness/shardsOk").intValue()).isEqualTo(1);
  }

  @Test
  void getDumps_asText() throws Exception {
    HttpResponse<String> response =
        client.get(
            "/api/v1/traces/" + TRACE + "/dumps?spanId=aaaaaaaaaaaa0001", "Accept", "text/plain");

    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain;charset=utf-8");
    assertThat(response.body())
        .isEqualTo(
            """
            # 2027-01-15T08:00:00.300Z shop shop-1 dump aaaaaaaaaaaa~0 span aaaaaaaaaaaa0001 (openSpan)
            "http-nio-1" #31 daemon
               java.lang.Thread.State: WAITING
            \tat jdk.internal.net.http.HttpClientImpl.send(HttpClientImpl.java:88)
            \tat java.lang.Thread.run(Thread.java:1583)
            """);
  }

  @Test
  void getDumps_notFound() throws Exception {
    assertProblem(
        client.get("/api/v1/traces/none/dumps", "Accept", "text/plain"),
        404,
        "there is no trace with the id none");
  }

  @Test
  void whatExists() throws Exception {
    String completeness =
        ",\"completeness\":{\"shardsAsked\":1,\"shardsOk\":1,\"failures\":[],\"timedOut\":false,"
            + "\"completeUntilMicros\":0,\"gaps\":[],\"truncated\":false}}";

    assertThat(client.get("/api/v1/services?start=1&end=2").body())
        .isEqualTo("{\"services\":[\"shop\",\"stock\"]" + completeness);
    assertThat(client.get("/api/v1/services/shop/operations").body())
        .isEqualTo("{\"operations\":[\"GET:/buy\",\"GET:/reserve\"]" + completeness);
    assertThat(client.get("/api/v1/services/stock/instances").body())
        .isEqualTo("{\"instances\":[\"stock-1\"]" + completeness);
    assertThat(client.get("/api/v1/tags").body())
        .isEqualTo("{\"tags\":[\"http.method\",\"http.status_code\"]" + completeness);
    assertThat(client.get("/api/v1/tags/http.method/values").body())
        .isEqualTo("{\"values\":[\"GET\"]" + completeness);
  }

  @Test
  void nameWithSlash_isOneName() throws Exception {
    assertThat(client.get("/api/v1/services/a%2Fb%20c/operations").statusCode()).isEqualTo(200);

    assertThat(store.suggestions())
        .singleElement()
        .matches(asked -> asked.getService().equals("a/b c"))
        .matches(asked -> asked.getField() == SuggestField.OPERATIONS);
  }

  @Test
  void noShardAtAll_is503() throws Exception {
    store.failWith(List.of("index-service http://a:8081 cannot be reached"));
    String detail = "no index shard answered: index-service http://a:8081 cannot be reached";

    assertProblem(client.get("/api/v1/traces"), 503, detail);
    assertProblem(client.get("/api/v1/traces/" + TRACE), 503, detail);
    assertProblem(client.get("/api/v1/services"), 503, detail);
    HttpResponse<String> ready = client.get("/health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body())
        .isEqualTo(
            "{\"status\":\"starting\",\"indexes\":[{\"name\":\"memory\",\"answers\":false,"
                + "\"detail\":\"index-service http://a:8081 cannot be reached\"}]}");
    assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void health() throws Exception {
    assertThat(client.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
    assertThat(client.get("/health/ready").body())
        .isEqualTo(
            "{\"status\":\"ready\",\"indexes\":[{\"name\":\"memory\",\"answers\":true,"
                + "\"detail\":\"\"}]}");
  }

  @Test
  void metrics_countByRoute() throws Exception {
    client.get("/api/v1/traces/" + TRACE);
    client.get("/api/v1/traces/none");

    HttpResponse<String> scraped = client.get("/metrics");

    assertThat(scraped.body())
        .contains(
            "stackspan_api_requests_seconds_count{method=\"GET\","
                + "route=\"/api/v1/traces/{traceId}\",status=\"200\"} 1")
        .contains("route=\"/api/v1/traces/{traceId}\",status=\"404\"} 1")
        .contains("jvm_memory_used_bytes")
        .doesNotContain(TRACE);
  }

  @Test
  void page_isServedWithStrictHeaders() throws Exception {
    for (String path : List.of("/", "/trace/" + TRACE, "/index.html")) {
      HttpResponse<String> response = client.get(path);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
      assertThat(response.body()).contains("<html");
      assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'self';")
          .doesNotContain("unsafe");
      assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(response.headers().firstValue("Server")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/none.js",
        "/js",
        "/js/",
        "/..%2Fgraphql%2Fstackspan.graphqls",
        "/%2e%2e/trace.json",
        "/../trace.json",
        "/js/..%2f..%2ftrace.json",
        "/.hidden.js",
        "/api/v1/none",
        "/trace.json",
        "/graphql/stackspan.graphqls"
      })
  void whatIsNotThere_isAProblem(String path) throws Exception {
    String answer = raw("GET " + path + " HTTP/1.1");

    assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*");
    assertThat(answer).containsIgnoringCase("Content-Type: application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/traces?service=%zz",
        "/api/v1/traces?service=%",
        "/api/v1/traces?%zz=1",
        "/api/v1/traces?service=%ff%fe&limit=x",
        "/api/v1/traces/%zz",
        "/api/v1/traces/%00?x",
        "/graphql?query=%zz"
      })
  void malformedEncodings_areTheCallersFault(String path) throws Exception {
    String answer = raw("GET " + path + " HTTP/1.1");

    assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*");
    assertThat(answer).containsIgnoringCase("Content-Type: application/problem+json");
  }

  @Test
  void otherMethod_is405() throws Exception {
    assertProblem(
        client.post("/api/v1/traces", "{}"), 405, "POST is not possible at /api/v1/traces");
  }

  @Test
  void longAnswers_areCompressed() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(client.uri("/api/v1/traces/" + TRACE))
            .header("Accept-Encoding", "gzip")
            .build();

    HttpResponse<byte[]> response = client.bytes(request);

    assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
    try (GZIPInputStream unzipped =
        new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("{\"traceId\":\"" + TRACE);
    }
  }

  private void assertProblem(HttpResponse<String> response, int status, String detail)
      throws IOException {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("application/problem+json;charset=utf-8");
    JsonNode problem = ApiClient.json(response);
    assertThat(problem.get("type").textValue()).isEqualTo("about:blank");
    assertThat(problem.get("title").textValue()).isNotEmpty();
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("faults").isArray()).isTrue();
    if (detail != null) {
      assertThat(problem.get("detail").textValue()).isEqualTo(detail);
    }
  }

  /** HttpClient would refuse to send some of these. */
  private String raw(String requestLine) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", api.port())) {
      String request = requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
