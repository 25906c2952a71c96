package io.stackspan.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.ThreadDump;
import io.stackspan.wire.DeadLetterHeaders;
import io.stackspan.wire.SampleSegments;
import io.stackspan.wire.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A record that cannot be used leaves as it came, and those after it are not kept waiting. */
class PoisonTest {
  private static final String TRACE = "0199aabbccdd00000000000000000003";
  private static final long START_MICROS = TestStream.START.toEpochMilli() * 1000;
  private static final long YEAR_2300_MICROS = 10_413_792_000_000_000L;

  @TempDir Path dir;

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("poison")
  void goesToTheDeadLetters(String topic, String reason, String key, byte[] value) {
    try (TestStream stream =
        new TestStream(dir, "--stream.max-record-size", "16KiB", "--stream.inputs", "skywalking")) {
      // A good record first, so that the offset to be reported is not the default.
      Segment good = SampleSegments.shop(TRACE, START_MICROS);
      byte[] goodBytes = goodFor(topic, good);
      stream.pipe(topic, TRACE, goodBytes).pipe(topic, key, value).pipe(topic, TRACE, goodBytes);

      List<TestRecord<byte[], byte[]>> dead = stream.deadLetters();
      assertThat(dead).hasSize(1);
      assertThat(dead.getFirst().value()).isEqualTo(value);
      assertThat(dead.getFirst().key()).isEqualTo(key == null ? null : key.getBytes(UTF_8));
      assertThat(header(dead.getFirst(), DeadLetterHeaders.REASON)).startsWith(reason + ": ");
      assertThat(header(dead.getFirst(), DeadLetterHeaders.TOPIC)).isEqualTo(topic);
      assertThat(header(dead.getFirst(), DeadLetterHeaders.PARTITION)).isEqualTo("0");
      assertThat(header(dead.getFirst(), DeadLetterHeaders.OFFSET)).isEqualTo("1");
      assertThat(header(dead.getFirst(), DeadLetterHeaders.SERVICE)).isEqualTo("stream-processor");
      assertThat(stream.count("stackspan.stream.dead.letters", "reason", reason)).isEqualTo(1);
      assertThat(stream.count("stackspan.stream.records", "topic", topic)).isEqualTo(3);
      assertThat(stream.summaries()).isNotEmpty();
    }
  }

  static Stream<Arguments> poison() {
    String segments = TestStream.TOPICS.segments();
    String dumps = TestStream.TOPICS.dumps();
    byte[] garbage = {(byte) 0xff, 1, 2, 3, (byte) 0xff, (byte) 0xff};
    byte[] wrongType = "{\"traceId\":\"json, not protobuf\"}".getBytes(UTF_8);
    Stream<Arguments> segmentKinds =
        Stream.of(segments, Topics.SKYWALKING_SEGMENTS)
            .flatMap(
                topic ->
                    Stream.of(
                        Arguments.of(topic, "empty", TRACE, new byte[0]),
                        Arguments.of(topic, "empty", TRACE, null),
                        Arguments.of(topic, "unparsable", TRACE, garbage),
                        Arguments.of(topic, "unparsable", TRACE, wrongType),
                        Arguments.of(topic, "too_large", TRACE, new byte[(16 << 10) + 1]),
                        segment(topic, "bad_trace_id", segment().setTraceId("")),
                        segment(topic, "bad_trace_id", segment().setTraceId("a\0b")),
                        segment(topic, "bad_trace_id", segment().setTraceId("x".repeat(513))),
                        segment(topic, "bad_segment_id", segment().setSegmentId("")),
                        segment(topic, "no_spans", segment().clearSpans()),
                        segment(topic, "negative_interval", spanAt(START_MICROS, START_MICROS - 1)),
                        segment(topic, "absurd_time", spanAt(-START_MICROS, START_MICROS)),
                        segment(topic, "absurd_time", spanAt(START_MICROS, YEAR_2300_MICROS)),
                        segment(
                            topic,
                            "absurd_time",
                            segment()
                                .addThreadDumps(
                                    ThreadDump.newBuilder().setTimeMicros(YEAR_2300_MICROS)))));
    DumpBatch.Builder batch = DumpBatch.newBuilder().setTraceId(TRACE).setSegmentId("aaaaaaaaaaaa");
    return Stream.concat(
        segmentKinds,
        Stream.of(
            Arguments.of(segments, "key_mismatch", "aaaaaaaaaaaa", segment().build().toByteArray()),
            Arguments.of(segments, "key_mismatch", null, segment().build().toByteArray()),
            Arguments.of(dumps, "empty", TRACE, new byte[0]),
            Arguments.of(dumps, "unparsable", TRACE, garbage),
            Arguments.of(dumps, "key_mismatch", "other", batch.build().toByteArray()),
            Arguments.of(
                dumps,
                "bad_segment_id",
                TRACE,
                batch.clone().clearSegmentId().build().toByteArray()),
            Arguments.of(
                dumps, "bad_trace_id", TRACE, batch.clone().clearTraceId().build().toByteArray()),
            Arguments.of(
                dumps,
                "absurd_time",
                TRACE,
                batch
                    .clone()
                    .addDumps(ThreadDump.newBuilder().setTimeMicros(-1))
                    .build()
                    .toByteArray())));
  }

  @Test
  void headersOfTheRecordStay() {
    try (TestStream stream = new TestStream(dir)) {
      stream.pipe(TestStream.TOPICS.segments(), null, new byte[0]);

      assertThat(stream.deadLetters().getFirst().headers().toArray())
          .extracting("key")
          .containsExactly(
              DeadLetterHeaders.REASON,
              DeadLetterHeaders.TOPIC,
              DeadLetterHeaders.PARTITION,
              DeadLetterHeaders.OFFSET,
              DeadLetterHeaders.SERVICE);
    }
  }

  private static byte[] goodFor(String topic, Segment good) {
    return topic.equals(TestStream.TOPICS.dumps())
        ? DumpBatch.newBuilder()
            .setTraceId(TRACE)
            .setSegmentId(good.getSegmentId())
            .addAllDumps(good.getThreadDumpsList())
            .build()
            .toByteArray()
        : good.toByteArray();
  }

  private static Arguments segment(String topic, String reason, Segment.Builder segment) {
    return Arguments.of(topic, reason, TRACE, segment.build().toByteArray());
  }

  private static Segment.Builder segment() {
    return spanAt(START_MICROS, START_MICROS + 1);
  }

  private static Segment.Builder spanAt(long startMicros, long endMicros) {
    return Segment.newBuilder()
        .setTraceId(TRACE)
        .setSegmentId("aaaaaaaaaaaa")
        .addSpans(
            SampleSegments.span(0, -1, SpanKind.ENTRY, "GET:/", startMicros, endMicros)
                .clearStartTime()
                .clearEndTime());
  }

  private static String header(TestRecord<byte[], byte[]> record, String key) {
    return new String(record.headers().lastHeader(key).value(), UTF_8);
  }
}
