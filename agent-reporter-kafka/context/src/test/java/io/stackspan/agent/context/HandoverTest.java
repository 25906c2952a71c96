package io.stackspan.agent.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandoverTest {
  private final RecordingAgent agent = new RecordingAgent();

  @AfterEach
  void uninstall() {
    agent.close();
  }

  @Test
  void firstSpanOnTheOtherThreadContinuesTheTrace() throws Exception {
    ContextManager.createEntrySpan("GET:/buy", new ContextCarrier());
    Object captured = Handover.capture();
    onAnotherThread(
        () -> {
          Object previous = Handover.attach(captured);
          assertThat(ContextManager.traceId()).isNotEmpty();
          assertThat(agent.segments).isEmpty();
          ContextManager.createLocalSpan("price");
          ContextManager.stopSpan();
          Handover.restore(previous);
          assertThat(Handover.capture()).isSameAs(Handover.NONE);
        });
    ContextManager.stopSpan();

    TraceSegment child = agent.segments.get(0);
    TraceSegment parent = agent.segments.get(1);
    SegmentReference reference = child.spans().get(0).references().get(0);
    assertThat(child.traceId()).isEqualTo(parent.traceId());
    assertThat(reference.isCrossThread()).isTrue();
    assertThat(reference.parentSegmentId()).isEqualTo(parent.segmentId());
    assertThat(reference.parentSpanId()).isZero();
    assertThat(reference.parentEndpoint()).isEqualTo("GET:/buy");
  }

  @Test
  void unflaggedHandoverWithoutSpansMakesNoSegment() throws Exception {
    ContextManager.createEntrySpan("GET:/buy", new ContextCarrier());
    Object captured = Handover.capture();
    onAnotherThread(() -> Handover.restore(Handover.attach(captured)));
    ContextManager.stopSpan();

    assertThat(agent.segments).hasSize(1);
    assertThat(agent.watched).isEmpty();
  }

  @Test
  void flaggedHandoverIsWatchedAndReportedWhenDumped() throws Exception {
    ContextManager.createEntrySpan("GET:/buy", RecordingAgent.flagged());
    Object captured = Handover.capture();
    onAnotherThread(
        () -> {
          Object previous = Handover.attach(captured);
          Slot slot = agent.watched.get(1);
          assertThat(slot.thread()).isSameAs(Thread.currentThread());
          assertThat(slot.ticket().openSpan()).isZero();
          slot.ticket().add("dump of the pool thread");
          Handover.restore(previous);
          assertThat(slot.ticket()).isNull();
        });
    ContextManager.stopSpan();

    TraceSegment child = agent.segments.get(0);
    assertThat(child.dumps()).containsExactly("dump of the pool thread");
    assertThat(child.spans().get(0).kind()).isEqualTo(SpanKind.LOCAL);
    assertThat(child.spans().get(0).references()).hasSize(1);
  }

  @Test
  void flaggedHandoverThatNothingHappensInIsForgotten() throws Exception {
    ContextManager.createEntrySpan("GET:/buy", RecordingAgent.flagged());
    Object captured = Handover.capture();
    onAnotherThread(() -> Handover.restore(Handover.attach(captured)));
    ContextManager.stopSpan();

    assertThat(agent.segments).hasSize(1);
  }

  @Test
  void helpingThreadDoesNotWorkUnderItsOwnRequest() {
    ContextManager.createEntrySpan("GET:/buy", RecordingAgent.flagged());
    Slot slot = agent.watched.get(0);
    DumpTicket ticket = slot.ticket();

    Object previous = Handover.attach(Handover.NONE);
    assertThat(ContextManager.traceId()).isEmpty();
    assertThat(slot.ticket()).isNull();
    Handover.restore(previous);

    assertThat(slot.ticket()).isSameAs(ticket);
    ContextManager.stopSpan();
    assertThat(agent.segments).hasSize(1);
  }

  @Test
  void taskThatLeavesSpansOpenDoesNotPoisonTheThread() throws Exception {
    ContextManager.createEntrySpan("GET:/buy", new ContextCarrier());
    Object captured = Handover.capture();
    onAnotherThread(
        () -> {
          Object previous = Handover.attach(captured);
          ContextManager.createLocalSpan("left open");
          ContextManager.createLocalSpan("left open too");
          Handover.restore(previous);
          assertThat(ContextManager.activeSpan()).isNull();
          assertThat(Handover.capture()).isSameAs(Handover.NONE);
        });

    assertThat(agent.segments.get(0).spans()).hasSize(2);
    ContextManager.stopSpan();
  }

  @Test
  void neverCapturedLeavesTheThreadAsItIs() {
    ContextManager.createEntrySpan("GET:/buy", new ContextCarrier());
    Object previous = Handover.attach(null);
    assertThat(ContextManager.traceId()).isNotEmpty();
    Handover.restore(previous);
    assertThat(ContextManager.traceId()).isNotEmpty();
    ContextManager.stopSpan();
  }

  private static void onAnotherThread(Runnable work) throws Exception {
    Throwable[] failure = new Throwable[1];
    Thread thread = new Thread(work);
    thread.setUncaughtExceptionHandler((t, e) -> failure[0] = e);
    thread.start();
    thread.join();
    if (failure[0] != null) {
      throw new AssertionError(failure[0]);
    }
  }
}
