package io.stackspan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.stackspan.agent.context.TraceSegment;
import io.stackspan.agent.context.TracingSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All tracers do the same work, or comparing them would mean nothing. */
class RequestTest {
  private static final String TRACE_ID =
      RequestFacts.traceparent(true).get("traceparent").substring(3, 35);

  private final Map<String, String> outgoing = new HashMap<>();

  @AfterEach
  void uninstall() {
    StackspanRequest.uninstall();
  }

  @Test
  void stackspanRecordsFiveSpansOfTheCallersTrace() {
    List<TraceSegment> segments = new ArrayList<>();
    StackspanRequest.install(segments::add, "tracecontext", "sw8");

    new StackspanRequest(RequestFacts.traceparent(true), outgoing).serve();

    assertThat(segments).hasSize(1);
    assertThat(segments.get(0).traceId()).isEqualTo(TRACE_ID);
    assertThat(segments.get(0).spans())
        .extracting(TracingSpan::parentSpanId)
        .containsExactly(1, 0, 3, 0, -1);
    assertThat(segments.get(0).spans().stream().mapToInt(s -> s.tags().size() / 2).sum())
        .isEqualTo(7);
    assertThat(outgoing).containsKeys("traceparent", "sw8");
    assertThat(outgoing.get("traceparent")).contains(TRACE_ID).endsWith("-01");
  }

  @Test
  void stackspanRecordsNothingWhenTheCallerDoesNotTrace() {
    List<TraceSegment> segments = new ArrayList<>();
    StackspanRequest.install(segments::add, "tracecontext");

    new StackspanRequest(RequestFacts.traceparent(false), outgoing).serve();

    assertThat(segments).isEmpty();
    assertThat(outgoing.get("traceparent")).contains(TRACE_ID).endsWith("-00");
  }

  @Test
  void braveRecordsFiveSpansOfTheCallersTrace() {
    List<String> parents = new ArrayList<>();
    List<Integer> tags = new ArrayList<>();
    SpanHandler handler =
        new SpanHandler() {
          @Override
          public boolean end(TraceContext context, MutableSpan span, Cause cause) {
            assertThat(context.traceIdString()).isEqualTo(TRACE_ID);
            parents.add(context.parentIdString());
            tags.add(span.tags().size());
            return true;
          }
        };

    try (BraveRequest request = new BraveRequest(handler, RequestFacts.b3(true), outgoing)) {
      request.serve();
    }

    assertThat(parents).hasSize(5).doesNotContainNull();
    assertThat(tags.stream().mapToInt(Integer::intValue).sum()).isEqualTo(7);
    assertThat(outgoing.get("b3")).startsWith(TRACE_ID);
  }

  @Test
  void openTelemetryRecordsFiveSpansOfTheCallersTrace() {
    List<SpanData> spans = new ArrayList<>();
    SpanProcessor processor =
        new SpanProcessor() {
          @Override
          public void onStart(Context parent, ReadWriteSpan span) {}

          @Override
          public boolean isStartRequired() {
            return false;
          }

          @Override
          public void onEnd(ReadableSpan span) {
            spans.add(span.toSpanData());
          }

          @Override
          public boolean isEndRequired() {
            return true;
          }
        };

    try (OpenTelemetryRequest request =
        new OpenTelemetryRequest(
            Sampler.alwaysOn(), processor, RequestFacts.traceparent(true), outgoing)) {
      request.serve();
    }

    assertThat(spans).hasSize(5).allMatch(span -> span.getTraceId().equals(TRACE_ID));
    // The peer is an attribute here, a field of the span elsewhere.
    assertThat(spans.stream().mapToInt(SpanData::getTotalAttributeCount).sum()).isEqualTo(7 + 2);
    assertThat(outgoing.get("traceparent")).contains(TRACE_ID);
  }
}
