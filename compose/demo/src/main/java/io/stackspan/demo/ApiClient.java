package io.stackspan.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the public API, as any program could. Any thread may ask. */
final class ApiClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int PAGE = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  ApiClient(URI base) {
    this.base = base;
  }

  /** Null for an unknown id. */
  @Nullable JsonNode traceOrNull(String traceId) throws IOException, InterruptedException {
    HttpResponse<String> response = get("/api/v1/traces/" + encode(traceId));
    return response.statusCode() == 404 ? null : body(response);
  }

  /** All traces in which {@code service} was asked for exactly this address. */
  List<JsonNode> searchFor(String service, URI requested) throws IOException, InterruptedException {
    return search(Map.of("service", service, "tag", "url:" + requested));
  }

  /** Every page of {@code GET /api/v1/traces}; fails on an answer that is not complete. */
  List<JsonNode> search(Map<String, String> parameters) throws IOException, InterruptedException {
    StringBuilder query = new StringBuilder("/api/v1/traces?limit=" + PAGE);
    parameters.forEach(
        (name, value) -> query.append('&').append(name).append('=').append(encode(value)));
    List<JsonNode> traces = new ArrayList<>();
    String cursor = null;
    do {
      JsonNode page =
          body(get(cursor == null ? query.toString() : query + "&cursor=" + encode(cursor)));
      page.path("traces").forEach(traces::add);
      cursor = page.path("nextCursor").textValue();
    } while (cursor != null);
    return traces;
  }

  private static JsonNode body(HttpResponse<String> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException(
          response.uri() + " answered " + response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
