package io.stackspan.stream.topology;

import io.stackspan.stream.serde.ExpiryKey;
import io.stackspan.stream.state.TraceState;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Finalises traces that have become quiet, and forgets them later. Each trace has one entry in the
 * store of due times; activity does not move it, it is looked at again when its time comes. One per
 * task.
 */
final class TraceExpiry {
  private static final Duration BUDGET = Duration.ofMillis(100);

  private final TraceStores stores;
  private final SummaryEmitter emitter;
  private final StreamMetrics metrics;
  private final long finalAfterMillis;
  private final long forgetAfterMillis;
  private final long startMillis;
  private long openTraces;

  /**
   * @param startMillis time during which this process was away does not count as quiet: what came
   *     meanwhile is still to be read
   */
  TraceExpiry(
      TraceStores stores,
      SummaryEmitter emitter,
      StreamMetrics metrics,
      TraceTiming timing,
      long startMillis) {
    this.stores = stores;
    this.emitter = emitter;
    this.metrics = metrics;
    this.finalAfterMillis = timing.finalAfter().toMillis();
    this.forgetAfterMillis = timing.forgetAfter().toMillis();
    this.startMillis = startMillis;
  }

  /** A trace was opened; the caller puts the state. */
  void watch(String traceId, TraceState.Builder state) {
    countOpen(1);
    schedule(traceId, state);
  }

  /**
   * A trace of an earlier start. Its entry may be missing: a crash does not save all stores alike.
   */
  void watchAgain(String traceId, TraceState.Builder state) {
    countOpen(1);
    stores.putExpiryIfAbsent(new ExpiryKey(state.getExpiryMillis(), traceId));
  }

  /** Something came; the caller puts the state. */
  void touch(String traceId, TraceState.Builder state, long nowMillis) {
    state.setLastActivityMillis(nowMillis);
    boolean dueTooLate = state.getExpiryMillis() > nowMillis + finalAfterMillis;
    if (isAwaitingFinal(state) && dueTooLate) {
      stores.removeExpiry(new ExpiryKey(state.getExpiryMillis(), traceId));
      schedule(traceId, state);
    }
  }

  /** Handles what is due, within the budget. */
  void expireDue(long nowMillis) {
    TimeBudget budget = TimeBudget.of(BUDGET);
    try (KeyValueIterator<Bytes, byte[]> due = stores.dueBy(nowMillis)) {
      while (due.hasNext() && !budget.isSpent()) {
        ExpiryKey key = ExpiryKey.from(due.next().key);
        stores.removeExpiry(key);
        TraceState.Builder state = stores.stateOrNull(key.traceId());
        if (state != null && state.getExpiryMillis() == key.dueMillis()) {
          expire(key.traceId(), state, nowMillis);
        }
      }
    }
  }

  void close() {
    metrics.addOpenTraces(-openTraces);
    openTraces = 0;
  }

  private void expire(String traceId, TraceState.Builder state, long nowMillis) {
    long quietMillis = nowMillis - quietSince(state);
    boolean forget = quietMillis >= forgetAfterMillis;
    if (isAwaitingFinal(state) && quietMillis >= finalAfterMillis) {
      state.setFinalized(true);
      emitter.emit(traceId, state, EmissionCause.FINAL);
    } else if (forget && (state.getDirty() || !state.getFinalized())) {
      emitter.emit(traceId, state, EmissionCause.FINAL);
    }
    if (forget) {
      emitter.cancel(traceId);
      stores.forget(
          traceId, nowMillis, stores.assembly(traceId).remembrance(state.getGeneration()));
      countOpen(-1);
    } else {
      schedule(traceId, state);
      stores.putState(traceId, state);
    }
  }

  /** A request that still runs is not final, however quiet: the dump interval may be long. */
  private static boolean isAwaitingFinal(TraceState.Builder state) {
    return !state.getFinalized() && state.getOpen() == 0;
  }

  private void schedule(String traceId, TraceState.Builder state) {
    long waitMillis = isAwaitingFinal(state) ? finalAfterMillis : forgetAfterMillis;
    state.setExpiryMillis(quietSince(state) + waitMillis);
    stores.putExpiry(new ExpiryKey(state.getExpiryMillis(), traceId));
  }

  private long quietSince(TraceState.Builder state) {
    return Math.max(state.getLastActivityMillis(), startMillis);
  }

  private void countOpen(int change) {
    openTraces += change;
    metrics.addOpenTraces(change);
  }
}
