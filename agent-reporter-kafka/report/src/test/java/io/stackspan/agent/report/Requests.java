package io.stackspan.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.DumpWatcher;
import io.stackspan.agent.context.Propagator;
import io.stackspan.agent.context.SegmentSink;
import io.stackspan.agent.context.TraceSegment;
import io.stackspan.agent.context.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Requests served under an installed tracer; gives the segments that come of them. */
final class Requests {
  private Requests() {}

  static TraceSegment plain(String operation) {
    return served(Map.of(), slot -> {}, operation, () -> {});
  }

  /**
   * @param watcher may add dumps to the slot's ticket
   */
  static TraceSegment served(
      Map<String, String> headers, DumpWatcher watcher, String operation, Runnable work) {
    List<TraceSegment> segments = new ArrayList<>();
    serve(segments::add, headers, watcher, operation, work);
    assertThat(segments).hasSize(1);
    return segments.get(0);
  }

  static void serve(
      SegmentSink sink,
      Map<String, String> headers,
      DumpWatcher watcher,
      String operation,
      Runnable work) {
    Propagator propagator =
        new Propagator(List.of("tracecontext", "sw8"), true, new AgentCounters());
    ContextManager.install(new Tracer("shop", "shop-1", propagator, sink, watcher, 300, 200));
    try {
      ContextManager.createEntrySpan(operation, ContextManager.extract(headers::get));
      try {
        work.run();
      } finally {
        ContextManager.stopSpan();
      }
    } finally {
      ContextManager.install(null);
    }
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 40 s in vain").isLessThan(deadline);
      Thread.onSpinWait();
      Thread.yield();
    }
  }
}
