package io.stackspan.agent.instrument;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.ContextSnapshot;
import io.stackspan.agent.context.Handover;
import io.stackspan.agent.context.Propagator;
import io.stackspan.agent.context.TraceSegment;
import io.stackspan.agent.context.Tracer;
import io.stackspan.agent.context.TracingSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An installed tracer that keeps what it is given. */
public final class RecordedTraces implements AutoCloseable {
  public final List<TraceSegment> segments = new CopyOnWriteArrayList<>();

  public RecordedTraces() {
    Propagator propagator =
        new Propagator(List.of("tracecontext", "sw8"), true, new AgentCounters());
    ContextManager.install(
        new Tracer("shop", "shop-1", propagator, segments::add, slot -> {}, 300, 10));
  }

  /** Spans of all segments in the order in which they ended. */
  public List<TracingSpan> spans() {
    List<TracingSpan> spans = new ArrayList<>();
    segments.forEach(segment -> spans.addAll(segment.spans()));
    return spans;
  }

  /** Trace that the thread works for, also when it has opened no span yet; empty: none. */
  public static String currentTrace() {
    Object captured = Handover.capture();
    return captured instanceof ContextSnapshot ? ((ContextSnapshot) captured).traceId() : "";
  }

  public static String tag(TracingSpan span, String key) {
    int index = span.tags().indexOf(key);
    return index < 0 ? null : span.tags().get(index + 1);
  }

  @Override
  public void close() {
    ContextManager.install(null);
    Handover.attach(Handover.NONE);
  }
}
