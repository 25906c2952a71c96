package io.stackspan.stream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.stream.state.TraceState;
import io.stackspan.stream.trace.SummaryAssembly;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Emits summaries: now, or when they have waited long enough. What waits is also marked in the
 * trace's state, so that the next owner of the partition knows. One per task.
 */
final class SummaryEmitter {
  private static final Duration BUDGET = Duration.ofMillis(100);

  /** The wait grows with the trace: the cost of a scan per record stays the same. */
  private static final int PARTS_PER_DELAY = 1_000;

  /**
   * Versions of a later start lie above all of an earlier one. Otherwise a summary emitted before a
   * crash could outrank the more complete one that follows the replay: the version that it had
   * counted to may have been lost with the cache.
   */
  private static final int START_SHIFT = 20;

  private final ProcessorContext<byte[], byte[]> context;
  private final TraceStores stores;
  private final StreamMetrics metrics;
  private final long delayMillis;
  private final Map<String, Long> dueByTrace = new HashMap<>();
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparingLong(Due::millis));
  private long lowestVersion;

  SummaryEmitter(
      ProcessorContext<byte[], byte[]> context,
      TraceStores stores,
      StreamMetrics metrics,
      Duration emitDelay) {
    this.context = context;
    this.stores = stores;
    this.metrics = metrics;
    this.delayMillis = emitDelay.toMillis();
  }

  /**
   * @param starts how often a task has started on this state, from 1
   */
  void countVersionsFrom(long starts) {
    lowestVersion = (starts - 1) << START_SHIFT;
  }

  /** Marks the state; the caller puts it. */
  void emitLater(String traceId, TraceState.Builder state) {
    state.setDirty(true);
    if (!dueByTrace.containsKey(traceId)) {
      long parts = (long) state.getSegments() + state.getDumps();
      long waitMillis = delayMillis * (1 + parts / PARTS_PER_DELAY);
      schedule(traceId, context.currentSystemTimeMs() + waitMillis);
    }
  }

  /** Emits and marks the state; the caller puts it. */
  void emit(String traceId, TraceState.Builder state, EmissionCause cause) {
    SummaryAssembly assembly = stores.assembly(traceId);
    boolean late = state.getLate() || state.getGeneration() > 0;
    TraceSummary summary =
        assembly
            .summary(late)
            .setTraceId(traceId)
            .setGeneration(state.getGeneration())
            .setVersion(Math.max(state.getVersion(), lowestVersion) + 1)
            .build();
    long now = context.currentSystemTimeMs();
    // The parts know better than the counters: a crash may have saved one and not the other.
    state
        .setVersion(summary.getVersion())
        .setSegments(assembly.segmentCount())
        .setOpen(assembly.openCount())
        .setAwaited(assembly.awaitedCount())
        .setDirty(false)
        .setLastEmissionMillis(now);
    cancel(traceId);
    metrics.countSummary(cause);
    context.forward(
        new Record<>(traceId.getBytes(UTF_8), summary.toByteArray(), now),
        TraceTopology.TRACES_SINK);
  }

  /** Emits what has waited long enough, within the budget. */
  void emitDue(long nowMillis) {
    TimeBudget budget = TimeBudget.of(BUDGET);
    for (Due due = queue.peek();
        due != null && due.millis() <= nowMillis && !budget.isSpent();
        due = queue.peek()) {
      queue.remove();
      Long current = dueByTrace.get(due.traceId());
      if (current != null && current == due.millis()) {
        cancel(due.traceId());
        emitIfDirty(due.traceId());
      }
    }
  }

  void cancel(String traceId) {
    if (dueByTrace.remove(traceId) != null) {
      metrics.addWaitingSummaries(-1);
    }
  }

  void close() {
    metrics.addWaitingSummaries(-dueByTrace.size());
    dueByTrace.clear();
    queue.clear();
  }

  private void emitIfDirty(String traceId) {
    TraceState.Builder state = stores.stateOrNull(traceId);
    if (state != null && state.getDirty()) {
      emit(traceId, state, EmissionCause.DEBOUNCED);
      stores.putState(traceId, state);
    }
  }

  private void schedule(String traceId, long dueMillis) {
    dueByTrace.put(traceId, dueMillis);
    queue.add(new Due(dueMillis, traceId));
    metrics.addWaitingSummaries(1);
  }

  /** Entries of traces that were emitted meanwhile stay in the queue until their time comes. */
  private record Due(long millis, String traceId) {}
}
