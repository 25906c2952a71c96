package io.stackspan.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.stream.topology.StreamMetrics;
import io.stackspan.wire.Settings;
import io.stackspan.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The topology as production configures it, in a test driver whose clock stands still. */
final class TestStream implements AutoCloseable {
  static final Topics TOPICS = Topics.withPrefix(Topics.DEFAULT_PREFIX);
  static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RocksMemory memory = new RocksMemory(8 << 20);
  private final TopologyTestDriver driver;
  private final TestOutputTopic<byte[], byte[]> traces;
  private final TestOutputTopic<byte[], byte[]> deadLetters;

  /**
   * @param settings as on the command line
   */
  TestStream(Path dataDir, String... settings) {
    StreamProcessorConfig config = config(dataDir, settings);
    StreamMetrics metrics = new StreamMetrics(meters);
    driver =
        new TopologyTestDriver(
            StreamProcessor.topology(config, metrics),
            StreamsProperties.of(config, "test", memory, metrics),
            START);
    var bytes = new ByteArrayDeserializer();
    traces = driver.createOutputTopic(TOPICS.traces(), bytes, bytes);
    deadLetters = driver.createOutputTopic(TOPICS.deadLetters(), bytes, bytes);
  }

  static StreamProcessorConfig config(Path dataDir, String... settings) {
    List<String> arguments =
        new ArrayList<>(List.of("--stream.data-dir", dataDir.toString(), "--stream.port", "0"));
    arguments.addAll(List.of(settings));
    return StreamProcessorConfig.from(
        Settings.load(StreamProcessorConfig.KEYS, arguments, Map.of()).orThrow());
  }

  TestStream pipe(Segment segment) {
    return pipe(TOPICS.segments(), segment.getTraceId(), segment.toByteArray());
  }

  TestStream pipe(DumpBatch batch) {
    return pipe(TOPICS.dumps(), batch.getTraceId(), batch.toByteArray());
  }

  TestStream pipe(String topic, String key, byte[] value) {
    var bytes = new ByteArraySerializer();
    driver
        .createInputTopic(topic, bytes, bytes)
        .pipeInput(key == null ? null : key.getBytes(UTF_8), value);
    return this;
  }

  TestStream advance(Duration duration) {
    driver.advanceWallClockTime(duration);
    return this;
  }

  /** What has been emitted since the last call. */
  List<TraceSummary> summaries() {
    return traces.readValuesToList().stream().map(TestStream::summary).toList();
  }

  /** The newest of what has been emitted since the last call. */
  TraceSummary summary() {
    return summaries().getLast();
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return deadLetters.readRecordsToList();
  }

  double count(String meter, String... tags) {
    Counter counter = meters.find(meter).tags(tags).counter();
    return counter == null ? 0 : counter.count();
  }

  double gauge(String meter) {
    return meters.get(meter).gauge().value();
  }

  long entries(String store) {
    long entries = 0;
    try (KeyValueIterator<Object, Object> all = driver.getKeyValueStore(store).all()) {
      for (; all.hasNext(); all.next()) {
        entries++;
      }
    }
    return entries;
  }

  /** Stores survive a crash; the offsets of the newest input do not. */
  void copyStoresTo(TestStream other) {
    for (String name : List.of("trace-state", "trace-part", "expiry")) {
      KeyValueStore<Object, Object> target = other.driver.getKeyValueStore(name);
      try (KeyValueIterator<Object, Object> all = driver.getKeyValueStore(name).all()) {
        all.forEachRemaining(entry -> target.put(entry.key, entry.value));
      }
    }
  }

  @Override
  public void close() {
    driver.close();
    memory.close();
  }

  private static TraceSummary summary(byte[] bytes) {
    try {
      return TraceSummary.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("not a summary", e);
    }
  }
}
