package io.stackspan.standalone;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Reads traces from a running query-api, and waits for them. */
final class Traces {
  /** What takes a second on a quiet machine; builds share theirs. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;

  Traces(URI api) {
    this.api = api;
  }

  /** The answer to {@code GET path} as soon as it is 200 and as wanted. */
  JsonNode await(String path, Predicate<JsonNode> wanted) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String last = "nothing";
    while (System.nanoTime() < end) {
      try {
        HttpResponse<String> response =
            http.send(
                HttpRequest.newBuilder(api.resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
        last = response.statusCode() + ": " + response.body();
        if (response.statusCode() == 200 && wanted.test(JSON.readTree(response.body()))) {
          return JSON.readTree(response.body());
        }
      } catch (IOException e) {
        last = e.toString();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return fail(path + " did not become as wanted within " + PATIENCE + "; last " + last);
  }

  JsonNode awaitComplete(String traceId, int spans, int dumps) throws InterruptedException {
    return await(
        "/api/v1/traces/" + traceId,
        trace ->
            trace.path("status").asText().equals("complete")
                && trace.path("spans").size() == spans
                && trace.path("dumps").size() == dumps
                && trace.path("linkedDumpCount").asInt() == dumps);
  }

  /** What must be the same however often one asks. */
  static JsonNode content(JsonNode trace) {
    ObjectNode content = trace.deepCopy();
    content.remove(List.of("completeness", "version"));
    return content;
  }
}
