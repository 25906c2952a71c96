package io.stackspan.stream.topology;

import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.stream.serde.ExpiryKey;
import io.stackspan.stream.serde.PartKey;
import io.stackspan.stream.state.TracePart;
import io.stackspan.stream.state.TraceState;
import io.stackspan.stream.trace.SummaryAssembly;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/** The stores of one task in the terms of traces. For the task's own thread. */
final class TraceStores {
  /** Above every due time: as unsigned bytes, -1 is the largest. */
  private static final Bytes STARTS_KEY = new ExpiryKey(-1, "").toBytes();

  private static final byte[] NOTHING = {};

  private final KeyValueStore<String, TraceState> states;
  private final KeyValueStore<Bytes, TracePart> parts;
  private final KeyValueStore<Bytes, byte[]> expiry;
  private final WindowStore<String, TraceSummary> closed;
  private final long rememberMillis;

  TraceStores(ProcessingContext context, Duration rememberFor) {
    this.states = context.getStateStore(Stores.TRACE_STATE);
    this.parts = context.getStateStore(Stores.TRACE_PART);
    this.expiry = context.getStateStore(Stores.EXPIRY);
    this.closed = context.getStateStore(Stores.CLOSED);
    this.rememberMillis = rememberFor.toMillis();
  }

  TraceState.@Nullable Builder stateOrNull(String traceId) {
    TraceState state = states.get(traceId);
    return state == null ? null : state.toBuilder();
  }

  void putState(String traceId, TraceState.Builder state) {
    states.put(traceId, state.build());
  }

  void forEachState(BiConsumer<String, TraceState.Builder> action) {
    try (KeyValueIterator<String, TraceState> all = states.all()) {
      while (all.hasNext()) {
        var entry = all.next();
        action.accept(entry.key, entry.value.toBuilder());
      }
    }
  }

  /**
   * How often a task has started on this state, this start included. Kept in a store without a
   * cache, so that it is out before anything that depends on it.
   */
  long countStart() {
    byte[] before = expiry.get(STARTS_KEY);
    long starts = (before == null ? 0 : ByteBuffer.wrap(before).getLong()) + 1;
    expiry.put(STARTS_KEY, ByteBuffer.allocate(Long.BYTES).putLong(starts).array());
    return starts;
  }

  @Nullable TracePart partOrNull(String traceId, PartKey key) {
    return parts.get(key.in(traceId));
  }

  void putPart(String traceId, PartKey key, TracePart part) {
    parts.put(key.in(traceId), part);
  }

  /** Reads every part of the trace. */
  SummaryAssembly assembly(String traceId) {
    var assembly = new SummaryAssembly();
    try (KeyValueIterator<Bytes, TracePart> all = partsOf(traceId)) {
      while (all.hasNext()) {
        var entry = all.next();
        switch (PartKey.from(traceId, entry.key)) {
          case PartKey.OfSegment key -> assembly.addSegmentPart(key.segmentId(), entry.value);
          case PartKey.OfDump key ->
              assembly.addDumpPart(key.segmentId(), key.sequence(), entry.value.getDump());
          case PartKey.OfBase key -> assembly.setBase(entry.value.getBase());
        }
      }
    }
    return assembly;
  }

  /** Removes all that is known of the trace but the given remembrance. */
  void forget(String traceId, long nowMillis, TraceSummary remembrance) {
    closed.put(traceId, remembrance, nowMillis);
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, TracePart> all = partsOf(traceId)) {
      all.forEachRemaining(entry -> keys.add(entry.key));
    }
    keys.forEach(parts::delete);
    states.delete(traceId);
  }

  /** The latest generation that was forgotten; empty if none is remembered. */
  Optional<TraceSummary> remembered(String traceId, long nowMillis) {
    TraceSummary latest = null;
    try (WindowStoreIterator<TraceSummary> rows =
        closed.fetch(traceId, nowMillis - rememberMillis, nowMillis)) {
      while (rows.hasNext()) {
        latest = rows.next().value;
      }
    }
    return Optional.ofNullable(latest);
  }

  void putExpiry(ExpiryKey key) {
    expiry.put(key.toBytes(), NOTHING);
  }

  void putExpiryIfAbsent(ExpiryKey key) {
    expiry.putIfAbsent(key.toBytes(), NOTHING);
  }

  void removeExpiry(ExpiryKey key) {
    expiry.delete(key.toBytes());
  }

  /** Earliest first; to be closed. */
  KeyValueIterator<Bytes, byte[]> dueBy(long nowMillis) {
    return expiry.range(ExpiryKey.endOf(0), ExpiryKey.endOf(nowMillis));
  }

  private KeyValueIterator<Bytes, TracePart> partsOf(String traceId) {
    return parts.range(PartKey.firstOf(traceId), PartKey.endOf(traceId));
  }
}
