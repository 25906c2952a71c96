package io.stackspan.stream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.stackspan.proto.v1.Segment;
import io.stackspan.stream.trace.Reading.Accepted;
import io.stackspan.stream.trace.Reading.Rejected;
import io.stackspan.wire.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Stock SkyWalking agents key their segments by segment id; this re-keys them by trace id. The
 * bytes stay as they are: they are segments of ours already.
 *
 * <pre>
 * skywalking-segments ─► skywalking-rekeyer ─┬─► segments
 *                                            └─► dead letters
 * </pre>
 */
public final class SkyWalkingInputTopology {
  /** What {@code stackspan.stream.inputs} calls this input. */
  public static final String NAME = "skywalking";

  private static final String SOURCE = "skywalking-segments";
  private static final String REKEYER = "skywalking-rekeyer";
  private static final String SEGMENTS_SINK = "skywalking-to-segments";
  private static final String DEAD_LETTERS_SINK = "skywalking-dead-letters";

  private final JoinRules rules;

  public SkyWalkingInputTopology(JoinRules rules) {
    this.rules = requireNonNull(rules, "rules");
  }

  /** Adds a sub-topology of its own. */
  public Topology addTo(Topology topology) {
    var bytesIn = new ByteArrayDeserializer();
    var bytesOut = new ByteArraySerializer();
    return topology
        .addSource(SOURCE, bytesIn, bytesIn, Topics.SKYWALKING_SEGMENTS)
        .addProcessor(REKEYER, () -> new Rekeyer(rules), SOURCE)
        .addSink(SEGMENTS_SINK, rules.topics().segments(), bytesOut, bytesOut, REKEYER)
        .addSink(DEAD_LETTERS_SINK, rules.topics().deadLetters(), bytesOut, bytesOut, REKEYER);
  }

  private static final class Rekeyer extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private final JoinRules rules;
    private @Nullable DeadLetters deadLetters;

    Rekeyer(JoinRules rules) {
      this.rules = rules;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
      super.init(context);
      deadLetters = new DeadLetters(context, DEAD_LETTERS_SINK, rules.metrics());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      RecordMetadata origin = context().recordMetadata().orElseThrow();
      rules.metrics().countRecord(origin.topic());
      switch (rules.reader().segment(record.value())) {
        case Accepted<Segment> accepted -> {
          byte[] traceId = accepted.message().getTraceId().getBytes(UTF_8);
          context().forward(record.withKey(traceId), SEGMENTS_SINK);
        }
        case Rejected<Segment> rejected ->
            requireNonNull(deadLetters, "init comes first").send(record, origin, rejected);
      }
    }
  }
}
