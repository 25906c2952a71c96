package io.stackspan.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A trace as {@code GET /api/v1/traces/{traceId}} gives it, with the questions the check asks. */
final class TraceView {
  private final JsonNode trace;
  private final Map<String, JsonNode> spans = new LinkedHashMap<>();

  TraceView(JsonNode trace) {
    this.trace = trace;
    for (JsonNode span : trace.path("spans")) {
      spans.put(span.path("spanId").asText(), span);
    }
  }

  String traceId() {
    return trace.path("traceId").asText();
  }

  String status() {
    return trace.path("status").asText();
  }

  int spanCount() {
    return spans.size();
  }

  /** Those that the trace itself counts; must agree with what it lists. */
  int countOf(String field) {
    return trace.path(field).asInt(-1);
  }

  List<JsonNode> dumps() {
    return listOf("dumps");
  }

  List<JsonNode> dumps(String service) {
    return dumps().stream().filter(dump -> dump.path("service").asText().equals(service)).toList();
  }

  List<String> findings() {
    List<String> sentences = new ArrayList<>();
    for (JsonNode finding : listOf("findings")) {
      sentences.add(finding.path("sentence").asText());
    }
    return sentences;
  }

  Set<String> services() {
    Set<String> services = new TreeSet<>();
    spans.values().forEach(span -> services.add(span.path("service").asText()));
    return services;
  }

  /** Null for an id that is null or no span of this trace. */
  @Nullable JsonNode spanOrNull(JsonNode spanId) {
    return spanId.isTextual() ? spans.get(spanId.asText()) : null;
  }

  /** Null unless there is exactly one such span. */
  @Nullable JsonNode onlySpanOrNull(String service, String kind, String layer) {
    List<JsonNode> found =
        spans.values().stream()
            .filter(span -> span.path("service").asText().equals(service))
            .filter(span -> span.path("kind").asText().equals(kind))
            .filter(span -> span.path("layer").asText().equals(layer))
            .toList();
    return found.size() == 1 ? found.get(0) : null;
  }

  List<JsonNode> spansOfSegment(String segmentId) {
    return spans.values().stream()
        .filter(span -> span.path("segmentId").asText().equals(segmentId))
        .toList();
  }

  /** What must be the same in every answer about a finished trace. */
  JsonNode content() {
    ObjectNode content = trace.deepCopy();
    // How far the index has read, and how often the stream has spoken of the trace, depend on when
    // one asks.
    content.remove(List.of("completeness", "version"));
    return content;
  }

  private List<JsonNode> listOf(String field) {
    List<JsonNode> nodes = new ArrayList<>();
    trace.path(field).forEach(nodes::add);
    return nodes;
  }
}
