package io.stackspan.stream;

import static io.stackspan.wire.SampleSegments.SHOP_SEGMENT;
import static io.stackspan.wire.SampleSegments.STOCK_SEGMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.DumpLink;
import io.stackspan.proto.v1.LinkReason;
import io.stackspan.proto.v1.OpenSpan;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SegmentReference;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.ThreadState;
import io.stackspan.proto.v1.TraceStatus;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.wire.Ids;
import io.stackspan.wire.SampleSegments;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps that travel apart from their segment. */
class DumpJoinTest {
  private static final String TRACE = "0199aabbccdd00000000000000000002";
  private static final long START_MICROS = TestStream.START.toEpochMilli() * 1000;
  private static final Duration DEBOUNCE = Duration.ofMillis(400);

  /** {@code openSpan} of a dump whose agent noted none. */
  private static final int NOT_NOTED = -1;

  @TempDir Path dir;
  private TestStream stream;

  @BeforeEach
  void open() {
    stream = new TestStream(dir.resolve("a"));
  }

  @AfterEach
  void close() {
    stream.close();
  }

  @Test
  void hungRequestIsLiveAtOnceAndCompleteWhenItsSegmentComes() {
    stream.pipe(shopBatch(0, 300_000));
    TraceSummary live = stream.summary();
    assertThat(live.getStatus()).isEqualTo(TraceStatus.LIVE);
    assertThat(live.getRootService()).isEqualTo("shop");
    assertThat(live.getRootOperation()).isEqualTo("GET:/buy");
    assertThat(live.getStartMicros()).isEqualTo(START_MICROS);
    assertThat(live.getEndMicros()).isEqualTo(START_MICROS + 300_000);
    assertThat(live.getSegmentCount()).isZero();
    assertThat(live.getSpanCount()).isEqualTo(2);
    assertThat(live.getDumpCount()).isEqualTo(1);
    assertThat(live.getLinksList()).containsExactly(link(SHOP_SEGMENT, 0, 1, LinkReason.OPEN_SPAN));

    stream.pipe(SampleSegments.shop(TRACE, START_MICROS));
    TraceSummary complete = stream.summary();
    assertThat(complete.getStatus()).isEqualTo(TraceStatus.COMPLETE);
    assertThat(complete.getSpanCount()).isEqualTo(2);
    // The dump of the batch is also in the segment.
    assertThat(complete.getDumpCount()).isEqualTo(1);
    assertThat(complete.getLinksList()).isEqualTo(live.getLinksList());
  }

  @Test
  void batchesBeforeOrAfterTheirSegmentsGiveTheSameSummary() {
    stream.pipe(shopBatch(0, 300_000)).pipe(shopBatch(7, 600_000)).pipe(stockBatch(0, NOT_NOTED));
    stream.pipe(SampleSegments.shop(TRACE, START_MICROS));
    stream.pipe(SampleSegments.stock(TRACE, START_MICROS));
    TraceSummary dumpsFirst = stream.advance(Duration.ofMinutes(3)).summary();

    try (TestStream other = new TestStream(dir.resolve("b"))) {
      other.pipe(SampleSegments.stock(TRACE, START_MICROS)).pipe(shopBatch(7, 600_000));
      other.pipe(SampleSegments.shop(TRACE, START_MICROS));
      other.pipe(stockBatch(0, NOT_NOTED)).pipe(shopBatch(0, 300_000));
      other.pipe(shopBatch(0, 300_000));
      TraceSummary mixed = other.advance(Duration.ofMinutes(3)).summary();

      assertThat(mixed.toBuilder().clearVersion().build())
          .isEqualTo(dumpsFirst.toBuilder().clearVersion().build());
      assertThat(mixed.getDumpCount()).isEqualTo(4);
    }
  }

  @Test
  void furtherBatchesOfAHangAreToldTogether() {
    stream.pipe(shopBatch(0, 300_000));
    stream.summaries();

    stream.pipe(shopBatch(1, 600_000)).pipe(shopBatch(2, 900_000));
    assertThat(stream.summaries()).isEmpty();

    TraceSummary later = stream.advance(DEBOUNCE).summary();
    assertThat(later.getDumpCount()).isEqualTo(3);
    assertThat(later.getEndMicros()).isEqualTo(START_MICROS + 900_000);
  }

  @Test
  void dumpWithoutNotedSpanIsUnlinkedUntilItsSegmentCovers() {
    stream.pipe(stockBatch(9, NOT_NOTED));
    assertThat(stream.summary().getLinksList())
        .containsExactly(
            DumpLink.newBuilder()
                .setDumpId(Ids.dumpId(STOCK_SEGMENT, 9))
                .setHow(LinkReason.UNLINKED)
                .build());

    stream.pipe(SampleSegments.stock(TRACE, START_MICROS));

    assertThat(stream.summary().getLinksList())
        .contains(link(STOCK_SEGMENT, 9, 0, LinkReason.TIME_WINDOW));
  }

  @Test
  void dumpOnAnUnknownThreadIsLinkedToItsSegmentAlone() {
    DumpBatch batch =
        DumpBatch.newBuilder()
            .setTraceId(TRACE)
            .setSegmentId(STOCK_SEGMENT)
            .setService("stock")
            .setServiceInstance(SampleSegments.STOCK_INSTANCE)
            .addDumps(
                SampleSegments.dump(
                    9, START_MICROS + 500_000, 999, "other", ThreadState.RUNNABLE, NOT_NOTED))
            .build();

    stream.pipe(SampleSegments.stock(TRACE, START_MICROS)).pipe(batch).advance(DEBOUNCE);

    assertThat(stream.summary().getLinksList())
        .contains(
            DumpLink.newBuilder()
                .setDumpId(Ids.dumpId(STOCK_SEGMENT, 9))
                .setHow(LinkReason.SEGMENT_ONLY)
                .build());
  }

  @Test
  void quietHangStaysLiveAndIsFinalSoonAfterItsEnd() {
    stream.pipe(shopBatch(0, 300_000)).advance(Duration.ofMinutes(10));
    assertThat(stream.count("stackspan.stream.summaries.emitted", "cause", "final")).isZero();
    assertThat(stream.summary().getStatus()).isEqualTo(TraceStatus.LIVE);

    stream.pipe(SampleSegments.shop(TRACE, START_MICROS));
    assertThat(stream.summary().getStatus()).isEqualTo(TraceStatus.COMPLETE);

    stream.advance(Duration.ofMinutes(3));
    assertThat(stream.count("stackspan.stream.summaries.emitted", "cause", "final")).isEqualTo(1);
  }

  @Test
  void hangThatIsForgottenCountsItsDumpsOnceWhenItEnds() {
    stream.pipe(shopBatch(0, 300_000)).advance(Duration.ofMinutes(31));
    assertThat(stream.entries("trace-part")).isZero();
    stream.summaries();

    stream.pipe(SampleSegments.shop(TRACE, START_MICROS));

    TraceSummary ended = stream.summary();
    assertThat(ended.getGeneration()).isEqualTo(1);
    assertThat(ended.getStatus()).isEqualTo(TraceStatus.LATE);
    assertThat(ended.getDumpCount()).isEqualTo(1);
    assertThat(ended.getSpanCount()).isEqualTo(2);
    assertThat(ended.getStartMicros()).isEqualTo(START_MICROS);
  }

  @Test
  void openSpansReferToTheirParents() {
    stream.pipe(stockBatch(0, 0));
    assertThat(stream.summary().getMissingParentsList()).containsExactly(SHOP_SEGMENT);

    stream.pipe(SampleSegments.stock(TRACE, START_MICROS));
    assertThat(stream.summary().getStatus()).isEqualTo(TraceStatus.PARTIAL);

    stream.pipe(SampleSegments.shop(TRACE, START_MICROS));
    Segment shop = SampleSegments.shop(TRACE, START_MICROS);
    assertThat(stream.summary().getStatus()).isEqualTo(TraceStatus.COMPLETE);
    assertThat(shop.getSegmentId()).isEqualTo(SHOP_SEGMENT);
  }

  private static DumpBatch shopBatch(int sequence, long afterMicros) {
    return DumpBatch.newBuilder()
        .setTraceId(TRACE)
        .setSegmentId(SHOP_SEGMENT)
        .setService("shop")
        .setServiceInstance(SampleSegments.SHOP_INSTANCE)
        .addOpenSpans(open(0, -1, SpanKind.ENTRY, "GET:/buy", START_MICROS))
        .addOpenSpans(open(1, 0, SpanKind.EXIT, "GET:/reserve", START_MICROS + 20_000))
        .addDumps(
            SampleSegments.dump(
                sequence,
                START_MICROS + afterMicros,
                SampleSegments.SHOP_THREAD,
                "http-nio-1",
                ThreadState.WAITING,
                1))
        .build();
  }

  private static DumpBatch stockBatch(int sequence, int openSpan) {
    SegmentReference toShop =
        SegmentReference.newBuilder()
            .setTraceId(TRACE)
            .setParentSegmentId(SHOP_SEGMENT)
            .setParentSpanId(1)
            .build();
    return DumpBatch.newBuilder()
        .setTraceId(TRACE)
        .setSegmentId(STOCK_SEGMENT)
        .setService("stock")
        .setServiceInstance(SampleSegments.STOCK_INSTANCE)
        .addOpenSpans(
            open(0, -1, SpanKind.ENTRY, "GET:/reserve", START_MICROS + 30_000).addRefs(toShop))
        .addDumps(
            SampleSegments.dump(
                sequence,
                START_MICROS + 330_000,
                SampleSegments.STOCK_THREAD,
                "worker-1",
                ThreadState.BLOCKED,
                openSpan))
        .build();
  }

  private static OpenSpan.Builder open(
      int index, int parent, SpanKind kind, String operation, long startMicros) {
    return OpenSpan.newBuilder()
        .setSpanId(index)
        .setParentSpanId(parent)
        .setKind(kind)
        .setOperation(operation)
        .setStartMicros(startMicros);
  }

  private static DumpLink link(String segmentId, int sequence, int span, LinkReason how) {
    return DumpLink.newBuilder()
        .setDumpId(Ids.dumpId(segmentId, sequence))
        .setSpanId(Ids.globalSpanId(segmentId, span))
        .setHow(how)
        .build();
  }
}
