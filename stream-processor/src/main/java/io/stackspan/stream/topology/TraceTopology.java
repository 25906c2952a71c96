package io.stackspan.stream.topology;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/**
 * The main diagram. One sub-topology: segments and dumps have the same partition count and key, so
 * one task sees all of a trace.
 *
 * <pre>
 * segments ─┐
 *           ├─► joiner ─┬─► traces
 * dumps    ─┘           └─► dead letters
 * </pre>
 */
public final class TraceTopology {
  static final String TRACES_SINK = "traces";
  static final String DEAD_LETTERS_SINK = "dead-letters";

  private static final String SEGMENTS_SOURCE = "segments";
  private static final String DUMPS_SOURCE = "dumps";
  private static final String JOINER = "joiner";

  private final JoinRules rules;

  public TraceTopology(JoinRules rules) {
    this.rules = requireNonNull(rules, "rules");
  }

  public Topology get() {
    var bytesIn = new ByteArrayDeserializer();
    var bytesOut = new ByteArraySerializer();
    return new Topology()
        .addSource(SEGMENTS_SOURCE, bytesIn, bytesIn, rules.topics().segments())
        .addSource(DUMPS_SOURCE, bytesIn, bytesIn, rules.topics().dumps())
        .addProcessor(JOINER, () -> new TraceJoiner(rules), SEGMENTS_SOURCE, DUMPS_SOURCE)
        .addStateStore(Stores.traceState(), JOINER)
        .addStateStore(Stores.tracePart(), JOINER)
        .addStateStore(Stores.expiry(), JOINER)
        .addStateStore(Stores.closed(rules.timing().rememberFor()), JOINER)
        .addSink(TRACES_SINK, rules.topics().traces(), bytesOut, bytesOut, JOINER)
        .addSink(DEAD_LETTERS_SINK, rules.topics().deadLetters(), bytesOut, bytesOut, JOINER);
  }
}
