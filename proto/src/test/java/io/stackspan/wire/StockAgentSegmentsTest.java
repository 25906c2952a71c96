package io.stackspan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stackspan.proto.v1.KeyValue;
import io.stackspan.proto.v1.Log;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SegmentReference;
import io.stackspan.proto.v1.Span;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A stock agent's bytes, parsed with our field numbers, say what SkyWalking's own JSON says. */
class StockAgentSegmentsTest {
  private static final List<String> KINDS = List.of("Entry", "Exit", "Local");
  private static final List<String> LAYERS =
      List.of("Unknown", "Database", "RPCFramework", "Http", "MQ", "Cache", "FAAS");
  private static final List<String> REFERENCE_TYPES = List.of("CrossProcess", "CrossThread");

  @Test
  void everyFieldOfEveryRecordParses() throws Exception {
    List<StockAgentSegments.StockRecord> records = StockAgentSegments.read();
    List<String> lines = jsonLines();

    assertThat(records).hasSize(StockAgentSegments.SEGMENTS).hasSameSizeAs(lines);
    for (int i = 0; i < records.size(); i++) {
      Segment segment = Segment.parseFrom(records.get(i).value());
      assertSegment(segment, new ObjectMapper().readTree(lines.get(i)));
      assertThat(records.get(i).key()).isEqualTo(segment.getSegmentId());
    }
  }

  @Test
  void countsAreThoseOfTheDescription() throws Exception {
    int spans = 0;
    Set<String> traces = new java.util.HashSet<>();
    for (StockAgentSegments.StockRecord stock : StockAgentSegments.read()) {
      Segment segment = Segment.parseFrom(stock.value());
      spans += segment.getSpansCount();
      traces.add(segment.getTraceId());
    }

    assertThat(spans).isEqualTo(StockAgentSegments.SPANS);
    assertThat(traces).hasSize(StockAgentSegments.TRACES);
  }

  private static List<String> jsonLines() throws Exception {
    try (InputStream in =
        StockAgentSegmentsTest.class.getResourceAsStream(
            "/skywalking-agent/skywalking-segments.jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .collect(Collectors.toList());
    }
  }

  private static void assertSegment(Segment segment, JsonNode json) {
    assertOnlyFields(
        json, Set.of("traceId", "traceSegmentId", "spans", "service", "serviceInstance"));
    assertThat(segment.getUnknownFields().asMap()).isEmpty();
    assertThat(segment.getTraceId()).isEqualTo(json.path("traceId").asText());
    assertThat(segment.getSegmentId()).isEqualTo(json.path("traceSegmentId").asText());
    assertThat(segment.getService()).isEqualTo(json.path("service").asText());
    assertThat(segment.getServiceInstance()).isEqualTo(json.path("serviceInstance").asText());
    assertEach(segment.getSpansList(), json.path("spans"), StockAgentSegmentsTest::assertSpan);
  }

  private static void assertSpan(Span span, JsonNode json) {
    assertOnlyFields(
        json,
        Set.of(
            "spanId",
            "parentSpanId",
            "startTime",
            "endTime",
            "refs",
            "operationName",
            "peer",
            "spanType",
            "spanLayer",
            "componentId",
            "isError",
            "tags",
            "logs"));
    assertThat(span.getUnknownFields().asMap()).isEmpty();
    assertThat(span.getSpanId()).isEqualTo(json.path("spanId").asInt());
    assertThat(span.getParentSpanId()).isEqualTo(json.path("parentSpanId").asInt());
    assertThat(span.getStartTime()).isEqualTo(json.path("startTime").asLong());
    assertThat(span.getEndTime()).isEqualTo(json.path("endTime").asLong());
    assertThat(span.getOperation()).isEqualTo(json.path("operationName").asText());
    assertThat(span.getPeer()).isEqualTo(json.path("peer").asText());
    assertThat(span.getKind().getNumber())
        .isEqualTo(KINDS.indexOf(json.path("spanType").asText("Entry")));
    assertThat(span.getLayer().getNumber())
        .isEqualTo(LAYERS.indexOf(json.path("spanLayer").asText("Unknown")));
    assertThat(span.getComponentId()).isEqualTo(json.path("componentId").asInt());
    assertThat(span.getError()).isEqualTo(json.path("isError").asBoolean());
    assertEach(span.getTagsList(), json.path("tags"), StockAgentSegmentsTest::assertKeyValue);
    assertEach(span.getLogsList(), json.path("logs"), StockAgentSegmentsTest::assertLog);
    assertEach(span.getRefsList(), json.path("refs"), StockAgentSegmentsTest::assertReference);
  }

  private static void assertReference(SegmentReference reference, JsonNode json) {
    assertThat(reference.getUnknownFields().asMap()).isEmpty();
    assertThat(reference.getType().getNumber())
        .isEqualTo(REFERENCE_TYPES.indexOf(json.path("refType").asText("CrossProcess")));
    assertThat(reference.getTraceId()).isEqualTo(json.path("traceId").asText());
    assertThat(reference.getParentSegmentId())
        .isEqualTo(json.path("parentTraceSegmentId").asText());
    assertThat(reference.getParentSpanId()).isEqualTo(json.path("parentSpanId").asInt());
    assertThat(reference.getParentService()).isEqualTo(json.path("parentService").asText());
    assertThat(reference.getParentInstance())
        .isEqualTo(json.path("parentServiceInstance").asText());
    assertThat(reference.getParentEndpoint()).isEqualTo(json.path("parentEndpoint").asText());
    assertThat(reference.getPeerAddress())
        .isEqualTo(json.path("networkAddressUsedAtPeer").asText());
  }

  private static void assertLog(Log log, JsonNode json) {
    assertThat(log.getTime()).isEqualTo(json.path("time").asLong());
    assertEach(log.getDataList(), json.path("data"), StockAgentSegmentsTest::assertKeyValue);
  }

  private static void assertKeyValue(KeyValue pair, JsonNode json) {
    assertThat(pair.getKey()).isEqualTo(json.path("key").asText());
    assertThat(pair.getValue()).isEqualTo(json.path("value").asText());
  }

  private static <T> void assertEach(
      List<T> parsed, JsonNode json, BiConsumer<T, JsonNode> assertion) {
    assertThat(parsed).hasSize(json.size());
    for (int i = 0; i < parsed.size(); i++) {
      assertion.accept(parsed.get(i), json.get(i));
    }
  }

  /** A field that the assertions do not read would go unchecked. */
  private static void assertOnlyFields(JsonNode json, Set<String> known) {
    json.fieldNames().forEachRemaining(name -> assertThat(known).contains(name));
  }
}
