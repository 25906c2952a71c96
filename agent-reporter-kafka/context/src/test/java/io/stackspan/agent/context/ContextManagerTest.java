package io.stackspan.agent.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContextManagerTest {
  private static final Map<String, String> PARENT =
      Map.of("traceparent", "00-0123456789abcdef0123456789abcdef-aaaaaaaaaaaa0001-01");

  private final RecordingAgent agent = new RecordingAgent();

  @AfterEach
  void uninstall() {
    agent.close();
  }

  @Test
  void segmentHoldsSpansInOrderOfCompletion() {
    ContextManager.createEntrySpan("GET:/buy", new ContextCarrier()).tag("url", "/buy");
    ContextManager.createLocalSpan("price");
    ContextManager.stopSpan();
    ContextManager.createExitSpan("GET:/reserve", "stock:8080");
    ContextManager.stopSpan();
    assertThat(agent.segments).isEmpty();
    ContextManager.stopSpan();

    TraceSegment segment = agent.only();
    assertThat(segment.traceId()).matches("[0-9a-f]{32}");
    assertThat(segment.segmentId()).matches("[0-9a-f]{12}");
    assertThat(segment.spans())
        .extracting(TracingSpan::operation)
        .containsExactly("price", "GET:/reserve", "GET:/buy");
    assertThat(segment.spans()).extracting(TracingSpan::spanId).containsExactly(1, 2, 0);
    assertThat(segment.spans()).extracting(TracingSpan::parentSpanId).containsExactly(0, 0, -1);
    assertThat(segment.spans()).allMatch(span -> span.endMicros() >= span.startMicros());
    assertThat(segment.spans().get(2).tags()).containsExactly("url", "/buy");
    assertThat(ContextManager.activeSpan()).isNull();
  }

  @Test
  void entrySpanIsNamedByTheInnermostLayer() {
    ContextManager.createEntrySpan("tomcat", new ContextCarrier());
    ContextManager.createEntrySpan("GET:/users/{id}", new ContextCarrier());
    ContextManager.stopSpan();
    assertThat(agent.segments).isEmpty();
    ContextManager.activeSpan().operation("too late").tag("http.status_code", "200");
    ContextManager.stopSpan();

    TracingSpan entry = agent.only().spans().get(0);
    assertThat(agent.only().spans()).hasSize(1);
    assertThat(entry.operation()).isEqualTo("GET:/users/{id}");
    assertThat(entry.tags()).containsExactly("http.status_code", "200");
  }

  @Test
  void exitSpanIsDescribedByTheOutermostCall() {
    ContextManager.createLocalSpan("outer");
    ContextManager.createExitSpan("first", "a:1").tag("url", "one");
    ContextManager.createExitSpan("second", "b:2").tag("url", "two").component("Inner", 2);
    ContextManager.stopSpan();
    ContextManager.stopSpan();
    ContextManager.stopSpan();

    TracingSpan exit = agent.only().spans().get(0);
    assertThat(exit.operation()).isEqualTo("first");
    assertThat(exit.peer()).isEqualTo("a:1");
    assertThat(exit.tags()).containsExactly("url", "one");
    assertThat(exit.componentName()).isNull();
  }

  @Test
  void errorIsLoggedWithClassMessageAndStack() {
    ContextManager.createLocalSpan("work").error(new IllegalStateException("no stock"));
    ContextManager.stopSpan();

    TracingSpan span = agent.only().spans().get(0);
    assertThat(span.isError()).isTrue();
    assertThat(span.logs().get(0).keysAndValues())
        .contains("java.lang.IllegalStateException", "no stock")
        .anyMatch(value -> value.contains("errorIsLoggedWithClassMessageAndStack"));
  }

  @Test
  void asyncSpanHoldsTheSegmentBack() throws Exception {
    ContextManager.createEntrySpan("GET:/buy", new ContextCarrier());
    AbstractSpan exit = ContextManager.createExitSpan("call", "stock:8080").prepareForAsync();
    ContextManager.stopSpan();
    ContextManager.stopSpan();
    assertThat(agent.segments).isEmpty();

    Thread other = new Thread(exit::asyncFinish);
    other.start();
    other.join();
    exit.asyncFinish();

    assertThat(agent.only().spans()).extracting(TracingSpan::operation).contains("call");
  }

  @Test
  void spansBeyondTheLimitAreLeftOutAndSaid() {
    agent.close();
    RecordingAgent small = new RecordingAgent(2, List.of("sw8"));
    ContextManager.createEntrySpan("GET:/buy", new ContextCarrier());
    for (int i = 0; i < 5; i++) {
      ContextManager.createLocalSpan("step");
      ContextManager.stopSpan();
    }
    ContextManager.stopSpan();
    small.close();

    assertThat(small.only().spans()).hasSize(2);
    assertThat(small.only().isSizeLimited()).isTrue();
  }

  @Test
  void flaggedRequestIsWatchedUntilItEnds() {
    ContextManager.createEntrySpan("GET:/buy", RecordingAgent.flagged());
    Slot slot = agent.watched.get(0);
    DumpTicket ticket = slot.ticket();
    assertThat(slot.thread()).isSameAs(Thread.currentThread());
    assertThat(ticket.openSpan()).isZero();
    ContextManager.createLocalSpan("price");
    assertThat(ticket.openSpan()).isEqualTo(1);
    assertThat(ticket.add("dump 1")).isTrue();
    ContextManager.stopSpan();
    long epoch = slot.epoch();
    ContextManager.stopSpan();

    assertThat(slot.ticket()).isNull();
    assertThat(slot.epoch()).isGreaterThan(epoch);
    assertThat(ticket.add("too late")).isFalse();
    assertThat(agent.only().dumps()).containsExactly("dump 1");
    assertThat(agent.only().isFlagged()).isTrue();
  }

  @Test
  void dumpsBeyondTheLimitAreCounted() {
    ContextManager.createEntrySpan("GET:/buy", RecordingAgent.flagged());
    DumpTicket ticket = agent.watched.get(0).ticket();
    for (int i = 0; i < 5; i++) {
      ticket.add("dump " + i);
    }
    ContextManager.stopSpan();

    assertThat(agent.only().dumps()).hasSize(3);
    assertThat(agent.only().dumpsLeftOut()).isEqualTo(2);
  }

  @Test
  void ordinaryRequestIsNeverWatched() {
    ContextManager.createEntrySpan("GET:/buy", RecordingAgent.carrier(Map.of()));
    ContextManager.stopSpan();

    assertThat(agent.watched).isEmpty();
    assertThat(agent.only().isFlagged()).isFalse();
  }

  @Test
  void unsampledRequestIsNotRecordedButCarriesOn() {
    Map<String, String> incoming =
        Map.of("traceparent", "00-0123456789abcdef0123456789abcdef-aaaaaaaaaaaa0001-00");
    ContextManager.createEntrySpan("GET:/buy", RecordingAgent.carrier(incoming));
    ContextManager.createExitSpan("call", "stock:8080");
    Map<String, String> outgoing = RecordingAgent.injected();
    ContextManager.stopSpan();
    ContextManager.stopSpan();

    assertThat(agent.segments).isEmpty();
    assertThat(outgoing).containsEntry("traceparent", incoming.get("traceparent"));
    assertThat(ContextManager.activeSpan()).isNull();
  }

  @Test
  void consumerOfABatchHasAParentForEachMessage() {
    ContextCarrier first =
        RecordingAgent.carrier(
            Map.of("traceparent", "00-0123456789abcdef0123456789abcdef-aaaaaaaaaaaa0001-01"));
    ContextCarrier second =
        RecordingAgent.carrier(
            Map.of(
                "traceparent",
                "00-fedcba9876543210fedcba9876543210-bbbbbbbbbbbb0002-01",
                "baggage",
                "stackspan-dump=1"));
    AbstractSpan span = ContextManager.createEntrySpan("consume", first);
    assertThat(agent.watched).isEmpty();
    span.addParent(second).addParent(ContextCarrier.NONE).addParent(first);
    assertThat(agent.watched).hasSize(1);
    assertThat(agent.watched.get(0).ticket().openSpan()).isZero();
    ContextManager.stopSpan();

    TraceSegment segment = agent.only();
    assertThat(segment.traceId()).isEqualTo(first.traceId());
    assertThat(segment.otherTraceIds()).containsExactly(second.traceId());
    assertThat(segment.isFlagged()).isTrue();
    assertThat(segment.spans().get(0).references())
        .extracting(SegmentReference::parentSegmentId)
        .containsExactly("aaaaaaaaaaaa", "bbbbbbbbbbbb", "aaaaaaaaaaaa");
  }

  @Test
  void hugeInputIsBounded() {
    String huge = "x".repeat(1_000_000);
    AbstractSpan span = ContextManager.createLocalSpan(huge).tag("k", huge).log("event", huge);
    span.error(new IllegalStateException(huge, new IllegalStateException(huge)));
    for (int i = 0; i < 1_000; i++) {
      span.log("event", "retry").addParent(RecordingAgent.carrier(PARENT));
    }
    ContextManager.stopSpan();

    TracingSpan recorded = agent.only().spans().get(0);
    assertThat(recorded.operation()).hasSize(512);
    assertThat(recorded.tags().get(1)).hasSize(2048);
    assertThat(recorded.logs()).hasSize(300);
    assertThat(recorded.logs().get(0).keysAndValues()[1]).hasSize(2048);
    assertThat(recorded.logs().get(1).keysAndValues()).allMatch(text -> text.length() <= 16_384);
    assertThat(recorded.references()).hasSize(500);
  }

  @Test
  void spansStoppedOutOfOrderTwiceOrNeverAreRepairedAndCounted() {
    AbstractSpan entry = ContextManager.createEntrySpan("GET:/buy", new ContextCarrier());
    AbstractSpan left = ContextManager.createLocalSpan("left open");
    ContextManager.createLocalSpan("left open too");
    ContextManager.stopSpan(left);
    assertThat(ContextManager.activeSpan()).isSameAs(entry);
    ContextManager.stopSpan(left);
    assertThat(ContextManager.activeSpan()).isSameAs(entry);
    ContextManager.stopSpan(entry);
    ContextManager.stopSpan(entry);

    assertThat(ContextManager.activeSpan()).isNull();
    assertThat(agent.only().spans()).hasSize(3);
    assertThat(agent.counters.value("spans.misused", "left_open")).isEqualTo(1);
    assertThat(agent.counters.value("spans.misused", "not_active")).isEqualTo(2);
  }

  @Test
  void unbalancedStopIsHarmless() {
    ContextManager.stopSpan();
    ContextManager.createLocalSpan("work");
    ContextManager.stopSpan();
    ContextManager.stopSpan();

    assertThat(agent.segments).hasSize(1);
  }
}
