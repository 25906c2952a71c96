package io.stackspan.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.introspection.IntrospectionQuery;
import io.stackspan.proto.v1.SortField;
import io.stackspan.query.backend.InMemoryTraceStore;
import io.stackspan.wire.SampleSegments;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GraphQlIT {
  private static final long START = 1_800_000_000_000_000L;

  private final InMemoryTraceStore store = new InMemoryTraceStore();
  private QueryApi api;
  private ApiClient client;

  @BeforeEach
  void start() {
    api = QueryApi.start(TestConfigs.anyPort(), store);
    client = new ApiClient(api.port());
    store.add(SampleSegments.shop("t", START)).add(SampleSegments.stock("t", START));
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  @Test
  void courseQuery() throws Exception {
    HttpResponse<String> response =
        query(
            "{ trace(traceId:\"t\") { spans { spanId operation }"
                + " threadDumps { dumpTimestamp threadInfo } } }");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            "{\"data\":{\"trace\":{\"spans\":["
                + "{\"spanId\":\"aaaaaaaaaaaa0000\",\"operation\":\"GET:/buy\"},"
                + "{\"spanId\":\"aaaaaaaaaaaa0001\",\"operation\":\"GET:/reserve\"},"
                + "{\"spanId\":\"bbbbbbbbbbbb0000\",\"operation\":\"GET:/reserve\"}],"
                + "\"threadDumps\":["
                + "{\"dumpTimestamp\":1800000000300,\"threadInfo\":\"\\\"http-nio-1\\\" Id=31"
                + " WAITING\\n\\tat jdk.internal.net.http.HttpClientImpl.send(HttpClientImpl.java:88)"
                + "\\n\\tat java.lang.Thread.run(Thread.java:1583)\\n\"},"
                + "{\"dumpTimestamp\":1800000000330,\"threadInfo\":"
                + blockedText()
                + "},{\"dumpTimestamp\":1800000000630,\"threadInfo\":"
                + blockedText()
                + "}]}}}");
  }

  @Test
  void everythingRestHas() throws Exception {
    JsonNode trace =
        data(
                "query($id: ID!) { trace(traceId: $id) { traceId status spanCount services"
                    + " spans { kind layer parentSpanId open refs { type } tags { key value } }"
                    + " threadDumps { dumpId spanId link state thread { id name virtual }"
                    + " frames { className line text } waitingOn { lockClass kind }"
                    + " owner { threadName frames { text } } monitors { frameDepth } }"
                    + " findings { kind sentence severity shareOfSpan dumpIds }"
                    + " completeness { shardsOk gaps { topic } } } }",
                Map.of("id", "t"))
            .get("trace");

    assertThat(trace.get("status").textValue()).isEqualTo("complete");
    assertThat(trace.at("/spans/1/kind").textValue()).isEqualTo("exit");
    assertThat(trace.at("/spans/2/refs/0/type").textValue()).isEqualTo("process");
    assertThat(trace.at("/threadDumps/1/owner/threadName").textValue()).isEqualTo("worker-2");
    assertThat(trace.at("/threadDumps/1/link").textValue()).isEqualTo("openSpan");
    assertThat(trace.at("/threadDumps/1/frames/0/text").textValue())
        .isEqualTo("com.acme.Stock.reserve(Stock.java:88)");
    assertThat(trace.at("/findings/0/kind").textValue()).isEqualTo("lockContention");
    assertThat(trace.at("/completeness/shardsOk").intValue()).isEqualTo(1);
  }

  @Test
  void unknownTrace_isNull() throws Exception {
    assertThat(query("{ trace(traceId:\"none\") { traceId } }").body())
        .isEqualTo("{\"data\":{\"trace\":null}}");
  }

  @Test
  void namesThatExist() throws Exception {
    JsonNode data =
        data(
            "{ services tags operations(service:\"shop\") instances(service:\"stock\")"
                + " tagValues(key:\"http.method\") }",
            Map.of());

    assertThat(data.toString())
        .isEqualTo(
            "{\"services\":[\"shop\",\"stock\"],\"tags\":[\"http.method\",\"http.status_code\"],"
                + "\"operations\":[\"GET:/buy\",\"GET:/reserve\"],\"instances\":[\"stock-1\"],"
                + "\"tagValues\":[\"GET\"]}");
  }

  @Test
  void search_takesTheSameArgumentsAsRest() throws Exception {
    data(
        "{ traces(service:\"stock\" minDuration:\"500ms\" start: 1800000000000000 error:true"
            + " tag:[\"a:b\",\"c\"] threadState:[\"BLOCKED\"] sort:\"dumps\" limit: 5)"
            + " { traces { traceId } nextCursor total completeness { truncated } } }",
        Map.of());

    assertThat(store.searches())
        .singleElement()
        .matches(asked -> asked.getService().equals("stock"))
        .matches(asked -> asked.getMinDurationMicros() == 500_000)
        .matches(asked -> asked.getStartMicros() == START)
        .matches(asked -> asked.getError())
        .matches(asked -> asked.getTagsCount() == 2)
        .matches(asked -> asked.getSort() == SortField.SORT_DUMPS);
  }

  @Test
  void faultsOfArguments_areGraphQlErrors() throws Exception {
    JsonNode answer = ApiClient.json(query("{ traces(limit: 0 sort:\"size\") { total } }"));

    assertThat(answer.at("/errors/0/extensions/status").intValue()).isEqualTo(400);
    assertThat(answer.at("/errors/0/extensions/faults"))
        .extracting(fault -> fault.get("parameter").textValue())
        .containsExactlyInAnyOrder("limit", "sort");
    assertThat(answer.at("/errors/0/path/0").textValue()).isEqualTo("traces");
  }

  @Test
  void noShardAtAll_isAGraphQlError() throws Exception {
    store.failWith(List.of("gone"));

    JsonNode answer = ApiClient.json(query("{ trace(traceId:\"t\") { traceId } }"));

    assertThat(answer.at("/data/trace").isNull()).isTrue();
    assertThat(answer.at("/errors/0/message").textValue())
        .isEqualTo("no index shard answered: gone");
    assertThat(answer.at("/errors/0/extensions/status").intValue()).isEqualTo(503);
  }

  @Test
  void invalidDocument_isAGraphQlError() throws Exception {
    HttpResponse<String> unknownField = query("{ trace(traceId:\"t\") { nothing } }");
    HttpResponse<String> syntax = query("{ trace(");

    assertThat(unknownField.statusCode()).isEqualTo(200);
    assertThat(unknownField.body()).contains("'nothing'").doesNotContain("\"data\":{");
    assertThat(syntax.body()).contains("\"errors\":[").contains("\"line\":1");
  }

  @Test
  void get_works() throws Exception {
    String document =
        URLEncoder.encode(
            "query($id: ID!) { trace(traceId:$id) { traceId } }", StandardCharsets.UTF_8);
    String variables = URLEncoder.encode("{\"id\":\"t\"}", StandardCharsets.UTF_8);

    assertThat(client.get("/graphql?query=" + document + "&variables=" + variables).body())
        .isEqualTo("{\"data\":{\"trace\":{\"traceId\":\"t\"}}}");
  }

  @Test
  void introspection_isAllowed() throws Exception {
    JsonNode data = data(IntrospectionQuery.INTROSPECTION_QUERY, Map.of());

    assertThat(data.at("/__schema/queryType/name").textValue()).isEqualTo("Query");
  }

  @Test
  void deepAndCostlyDocuments_areRefused() throws Exception {
    String deep =
        "{ __type(name:\"Trace\") " + "{ ofType ".repeat(20) + "{ name }" + " }".repeat(21);
    StringBuilder costly = new StringBuilder("{");
    for (int i = 0; i < 30; i++) {
      costly.append(" a").append(i).append(": services");
    }

    assertThat(query(deep).body()).contains("\"errors\":[");
    assertThat(query(costly.append(" }").toString()).body()).contains("query complexity exceeded");
    assertThat(store.suggestions()).isEmpty();
  }

  @Test
  void brokenBodies_areProblems() throws Exception {
    for (String body : List.of("", "null", "[]", "{", "\"x\"", "{\"query\":5,\"variables\":[]}")) {
      HttpResponse<String> response = client.post("/graphql", body);

      assertThat(response.statusCode()).as(body).isEqualTo(400);
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("application/problem+json;charset=utf-8");
    }
    assertThat(client.post("/graphql", "{\"query\":5,\"variables\":[]}").body())
        .contains("\"parameter\":\"query\"")
        .contains("\"parameter\":\"variables\"");
    assertThat(client.get("/graphql").statusCode()).isEqualTo(400);
  }

  @Test
  void largeBody_isRefused() throws Exception {
    String large = "{\"query\":\"" + " ".repeat(TestConfigs.MAX_BODY_BYTES) + "\"}";

    assertThat(client.post("/graphql", large).statusCode()).isEqualTo(413);
  }

  private HttpResponse<String> query(String document) throws Exception {
    return post(document, Map.of());
  }

  private JsonNode data(String document, Map<String, Object> variables) throws Exception {
    JsonNode answer = ApiClient.json(post(document, variables));
    assertThat(answer.get("errors")).isNull();
    return answer.get("data");
  }

  private HttpResponse<String> post(String document, Map<String, Object> variables)
      throws Exception {
    return client.post(
        "/graphql",
        new ObjectMapper().writeValueAsString(Map.of("query", document, "variables", variables)));
  }

  private static String blockedText() {
    return "\"\\\"worker-1\\\" Id=47 BLOCKED on com.acme.Stock@1b2c3d owned by \\\"worker-2\\\""
        + " Id=48\\n\\tat com.acme.Stock.reserve(Stock.java:88)\\n\\t-  blocked on"
        + " com.acme.Stock@1b2c3d\\n\\tat java.lang.Thread.run(Thread.java:1583)\\n\"";
  }
}
