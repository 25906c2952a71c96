package io.stackspan.index;

import com.google.protobuf.Message;
import io.stackspan.broker.EmbeddedBroker;
import io.stackspan.broker.TopicSetup;
import io.stackspan.proto.v1.TraceStatus;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.wire.SampleSegments;
import io.stackspan.wire.Settings;
import io.stackspan.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One test's topics on a broker, and short ways to write to them. */
final class KafkaFixture implements AutoCloseable {
  static final int PARTITIONS = 3;

  final Topics topics;
  final Admin admin;
  private final EmbeddedBroker broker;
  private final String prefix;
  private final KafkaProducer<byte[], byte[]> producer;

  KafkaFixture(EmbeddedBroker broker, String prefix) throws InterruptedException {
    this.broker = broker;
    this.prefix = prefix;
    topics = Topics.withPrefix(prefix);
    Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers());
    admin = Admin.create(properties);
    new TopicSetup(admin, topics, PARTITIONS, (short) 1).createMissing();
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  List<String> arguments(Path dataDir) {
    return List.of(
        "--kafka",
        broker.bootstrapServers(),
        "--kafka.topic-prefix",
        prefix,
        "--index.port",
        "0",
        "--index.data-dir",
        dataDir.toString(),
        "--index.refresh-interval",
        "50ms",
        "--index.commit-interval",
        "200ms");
  }

  IndexConfig config(Path dataDir) {
    return config(arguments(dataDir));
  }

  static IndexConfig config(List<String> arguments) {
    return IndexConfig.from(Settings.load(IndexConfig.KEYS, arguments, Map.of()));
  }

  /** Returns when Kafka has acknowledged it. */
  void send(String topic, String key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)).get();
  }

  /** Without waiting; {@link #flush} does. */
  void sendLater(String topic, String key, Message message) {
    producer.send(
        new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), message.toByteArray()));
  }

  void flush() {
    producer.flush();
  }

  /** Both sample segments and the summary of one trace. */
  void sendTrace(String traceId, long startMicros) {
    sendLater(topics.segments(), traceId, SampleSegments.shop(traceId, startMicros));
    sendLater(topics.segments(), traceId, SampleSegments.stock(traceId, startMicros));
    sendLater(topics.traces(), traceId, summary(traceId, startMicros));
  }

  static TraceSummary summary(String traceId, long startMicros) {
    return TraceSummary.newBuilder()
        .setTraceId(traceId)
        .setVersion(1)
        .setStatus(TraceStatus.COMPLETE)
        .setStartMicros(startMicros)
        .setEndMicros(startMicros + 1_000_000)
        .setSegmentCount(2)
        .setSpanCount(3)
        .setDumpCount(3)
        .build();
  }

  /** Native ids: a second apart, the newest one last. */
  static List<String> traceIds(long startMicros, int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(String.format("%012x%020x", startMicros / 1000 + i * 1000L, i));
    }
    return ids;
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited 60 s for: " + what);
      }
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
