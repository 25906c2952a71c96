package io.stackspan.agent.context;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records the spans of one segment: the work of one thread for one trace. Used by that thread; only
 * async spans end elsewhere.
 */
final class TracingContext extends TracerContext {
  private static final int MAX_OTHER_TRACES = 500;

  private final Tracer tracer;
  private final SegmentClock clock = new SegmentClock();
  private final String traceId;
  private final String segmentId = TraceIds.segmentId();
  private final @Nullable SegmentReference reference;
  private boolean flagged;
  private @Nullable DumpTicket ticket;
  private @Nullable Set<String> otherTraceIds;
  private final boolean skipAnalysis;
  private Map<String, String> correlation;
  private final String tracestate;
  private final SegmentCompletion completion = new SegmentCompletion();
  private final List<TracingSpan> active = new ArrayList<>(4);
  private String endpoint = "";
  private int createdSpans;
  private int noopDepth;
  private boolean handover;
  private boolean sizeLimited;

  private TracingContext(
      Tracer tracer, ContextCarrier carrier, @Nullable SegmentReference reference) {
    this.tracer = tracer;
    this.traceId =
        carrier.isValid() ? carrier.traceId() : TraceIds.traceId(clock.nowMicros() / 1000);
    this.reference = reference;
    this.flagged = carrier.isDumpFlag();
    this.skipAnalysis = carrier.isSkipAnalysis();
    this.correlation = carrier.correlation();
    this.tracestate = carrier.tracestate();
    this.ticket = flagged ? newTicket() : null;
  }

  /** The first segment of a trace in this process. */
  static TracingContext fromCarrier(Tracer tracer, ContextCarrier carrier) {
    SegmentReference reference =
        carrier.isValid() ? SegmentReference.acrossProcesses(carrier) : null;
    return new TracingContext(tracer, carrier, reference);
  }

  /** A segment that goes on with what another thread handed over. */
  static TracingContext continued(Tracer tracer, ContextSnapshot snapshot) {
    return new TracingContext(tracer, snapshot.carrier(), SegmentReference.acrossThreads(snapshot));
  }

  private DumpTicket newTicket() {
    return new DumpTicket(traceId, segmentId, clock, tracer.maxDumpsPerSegment());
  }

  SegmentClock clock() {
    return clock;
  }

  @Override
  AbstractSpan createEntrySpan(String operation) {
    TracingSpan top = top();
    if (noopDepth == 0 && top instanceof EntrySpan) {
      ((EntrySpan) top).enterAgain(operation);
      endpoint = top.operation();
      return top;
    }
    if (isFull()) {
      return noop();
    }
    TracingSpan entry = new EntrySpan(this, createdSpans, topId(), operation);
    endpoint = entry.operation();
    return push(entry);
  }

  @Override
  AbstractSpan createExitSpan(String operation, String peer) {
    TracingSpan top = top();
    if (noopDepth == 0 && top instanceof ExitSpan) {
      ((ExitSpan) top).enterAgain();
      return top;
    }
    return isFull() ? noop() : push(new ExitSpan(this, createdSpans, topId(), operation, peer));
  }

  @Override
  AbstractSpan createLocalSpan(String operation) {
    return isFull() ? noop() : push(new LocalSpan(this, createdSpans, topId(), operation));
  }

  /** The segment also works for the carrier's trace; called by the thread that works on it. */
  void relateTo(ContextCarrier carrier) {
    if (!carrier.traceId().equals(traceId)) {
      if (otherTraceIds == null) {
        otherTraceIds = new LinkedHashSet<>();
      }
      if (otherTraceIds.size() < MAX_OTHER_TRACES) {
        otherTraceIds.add(carrier.traceId());
      }
    }
    if (carrier.isDumpFlag() && !flagged) {
      flagged = true;
      ticket = newTicket();
      noteOpenSpan();
      Slot slot = Slot.current();
      if (slot.context() == this) {
        slot.set(this, slot.inherited());
      }
    }
  }

  /**
   * Opens the span that stands for work handed to this thread, so that a watched thread has a span
   * from its first moment. It is forgotten if nothing happens under it.
   */
  void beginHandover() {
    handover = true;
    createLocalSpan("Handover").component("Thread", 0);
  }

  private AbstractSpan push(TracingSpan span) {
    createdSpans++;
    if (active.isEmpty() && span.spanId() == 0 && reference != null) {
      span.reference(reference);
    }
    active.add(span);
    noteOpenSpan();
    return span;
  }

  private AbstractSpan noop() {
    noopDepth++;
    sizeLimited = true;
    return NoopSpan.INSTANCE;
  }

  private boolean isFull() {
    return noopDepth > 0 || createdSpans >= tracer.maxSpansPerSegment();
  }

  @Override
  boolean stopSpan() {
    if (noopDepth > 0) {
      noopDepth--;
      return false;
    }
    TracingSpan top = top();
    if (top == null) {
      return true;
    }
    if (top.leave()) {
      active.remove(active.size() - 1);
      noteOpenSpan();
      if (!top.isAsync()) {
        completion.finish(top);
      }
    }
    if (!active.isEmpty()) {
      return false;
    }
    completion.leave();
    reportIfComplete();
    return true;
  }

  @Override
  boolean stopSpan(AbstractSpan span) {
    if (!span.isRecorded()) {
      return stopSpan();
    }
    if (!active.contains(span)) {
      tracer.counters().count("spans.misused", "not_active");
      return false;
    }
    noopDepth = 0;
    if (top() != span) {
      tracer.counters().count("spans.misused", "left_open");
      while (top() != span) {
        stopSpan();
      }
    }
    return stopSpan();
  }

  @Override
  void stopAll() {
    noopDepth = 0;
    while (!active.isEmpty()) {
      stopSpan();
    }
  }

  void awaitAsync() {
    completion.awaitAsync();
  }

  void asyncFinished(TracingSpan span) {
    if (completion.finishAsync(span)) {
      reportIfComplete();
    }
  }

  private void reportIfComplete() {
    List<TracingSpan> spans = completion.takeIfComplete();
    if (spans == null) {
      return;
    }
    if (isEmptyHandover(spans)) {
      return;
    }
    List<Object> dumps = ticket == null ? Collections.emptyList() : ticket.close();
    int leftOut = ticket == null ? 0 : ticket.leftOut();
    tracer
        .sink()
        .accept(
            new TraceSegment(
                traceId,
                segmentId,
                otherTraceIds == null ? List.of() : List.copyOf(otherTraceIds),
                spans,
                sizeLimited,
                flagged,
                skipAnalysis,
                dumps,
                leftOut));
  }

  private boolean isEmptyHandover(List<TracingSpan> spans) {
    return handover && spans.size() == 1 && (ticket == null || !ticket.hasDumps());
  }

  @Override
  @Nullable AbstractSpan activeSpan() {
    return noopDepth > 0 ? NoopSpan.INSTANCE : top();
  }

  @Override
  String traceId() {
    return traceId;
  }

  @Override
  ContextSnapshot capture() {
    ContextCarrier carrier = new ContextCarrier();
    inject(carrier, "");
    return new ContextSnapshot(carrier);
  }

  @Override
  void inject(ContextCarrier carrier, String peer) {
    carrier.parent(traceId, segmentId, Math.max(topId(), 0));
    carrier.parentDetails(tracer.service(), tracer.instance(), endpoint, peer);
    carrier.sampled(true);
    carrier.dumpFlag(flagged);
    carrier.skipAnalysis(skipAnalysis);
    carrier.tracestate(tracestate);
    carrier.correlateAll(correlation);
  }

  @Override
  Map<String, String> correlation() {
    return correlation;
  }

  @Override
  void correlate(Map<String, String> values) {
    correlation = values;
  }

  @Override
  @Nullable DumpTicket ticket() {
    return ticket;
  }

  private void noteOpenSpan() {
    if (ticket != null) {
      ticket.openSpan(topId());
    }
  }

  private @Nullable TracingSpan top() {
    return active.isEmpty() ? null : active.get(active.size() - 1);
  }

  private int topId() {
    TracingSpan top = top();
    return top == null ? -1 : top.spanId();
  }
}
