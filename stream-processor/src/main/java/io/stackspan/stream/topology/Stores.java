package io.stackspan.stream.topology;

import static org.apache.kafka.streams.state.Stores.keyValueStoreBuilder;
import static org.apache.kafka.streams.state.Stores.persistentKeyValueStore;
import static org.apache.kafka.streams.state.Stores.persistentWindowStore;
import static org.apache.kafka.streams.state.Stores.windowStoreBuilder;

import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.stream.serde.ProtobufSerde;
import io.stackspan.stream.state.TracePart;
import io.stackspan.stream.state.TraceState;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.WindowStore;

/** Names and kinds of the joiner's stores; all persistent, all with a changelog. */
final class Stores {
  /** Trace id → {@link TraceState}. */
  static final String TRACE_STATE = "trace-state";

  /** {@link io.stackspan.stream.serde.PartKey} → {@link TracePart}. */
  static final String TRACE_PART = "trace-part";

  /**
   * {@link io.stackspan.stream.serde.ExpiryKey} → nothing; behind all of them, how often a task has
   * started on this state.
   */
  static final String EXPIRY = "expiry";

  /** Trace id @ when it was forgotten → {@link TraceSummary} without links. */
  static final String CLOSED = "closed";

  private Stores() {}

  /** Rewritten by each record of a trace: the cache makes it one changelog write per commit. */
  static StoreBuilder<KeyValueStore<String, TraceState>> traceState() {
    return keyValueStoreBuilder(
            persistentKeyValueStore(TRACE_STATE),
            Serdes.String(),
            new ProtobufSerde<>(TraceState.parser()))
        .withCachingEnabled();
  }

  /** Mostly written once, so a cache would only delay the changelog. */
  static StoreBuilder<KeyValueStore<Bytes, TracePart>> tracePart() {
    return keyValueStoreBuilder(
        persistentKeyValueStore(TRACE_PART),
        Serdes.Bytes(),
        new ProtobufSerde<>(TracePart.parser()));
  }

  static StoreBuilder<KeyValueStore<Bytes, byte[]>> expiry() {
    return keyValueStoreBuilder(
        persistentKeyValueStore(EXPIRY), Serdes.Bytes(), Serdes.ByteArray());
  }

  /** A window store drops whole files when they are old, where deletes would leave tombstones. */
  static StoreBuilder<WindowStore<String, TraceSummary>> closed(Duration retention) {
    return windowStoreBuilder(
        persistentWindowStore(CLOSED, retention, Duration.ofMillis(1), false),
        Serdes.String(),
        new ProtobufSerde<>(TraceSummary.parser()));
  }
}
