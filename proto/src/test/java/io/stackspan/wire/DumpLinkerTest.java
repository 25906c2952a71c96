package io.stackspan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.DumpLink;
import io.stackspan.proto.v1.LinkReason;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.ThreadDump;
import io.stackspan.proto.v1.ThreadState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DumpLinkerTest {
  private static final long START = 1_700_000_000_000_000L;
  private static final String TRACE = "0123456789abcdef0123456789abcdef";
  private static final int UNKNOWN_SPAN = -1;

  @Test
  void openSpanThatTheAgentNotedWins() {
    List<DumpLink> links = DumpLinker.link(SampleSegments.shop(TRACE, START));

    assertThat(links)
        .containsExactly(
            DumpLink.newBuilder()
                .setDumpId("aaaaaaaaaaaa~0")
                .setSpanId("aaaaaaaaaaaa0001")
                .setHow(LinkReason.OPEN_SPAN)
                .build());
  }

  @Test
  void innermostSpanOfTheThreadAtThatInstant() {
    assertThat(linkAt(START + 300_000, SampleSegments.SHOP_THREAD).getSpanId())
        .isEqualTo("aaaaaaaaaaaa0001");
    assertThat(linkAt(START + 990_000, SampleSegments.SHOP_THREAD).getSpanId())
        .isEqualTo("aaaaaaaaaaaa0000");
  }

  @Test
  void clocksMayDifferByTheTolerance() {
    long end = START + 1_000_000;
    assertThat(linkAt(end + DumpLinker.TOLERANCE_MICROS, SampleSegments.SHOP_THREAD).getHow())
        .isEqualTo(LinkReason.TIME_WINDOW);
    assertThat(linkAt(end + DumpLinker.TOLERANCE_MICROS + 1, SampleSegments.SHOP_THREAD).getHow())
        .isEqualTo(LinkReason.SEGMENT_ONLY);
  }

  @Test
  void anotherThreadsDumpBelongsToTheSegmentOnly() {
    DumpLink link = linkAt(START + 300_000, 999);

    assertThat(link.getHow()).isEqualTo(LinkReason.SEGMENT_ONLY);
    assertThat(link.getSpanId()).isEmpty();
  }

  @Test
  void dumpWithoutAnySpanIsKeptUnlinked() {
    DumpBatch batch = batch(dump(START, 1));

    assertThat(DumpLinker.link(batch, List.of()).get(0).getHow()).isEqualTo(LinkReason.UNLINKED);
  }

  @Test
  void cyclicParentsEnd() {
    Segment cyclic =
        Segment.newBuilder()
            .setSegmentId("x")
            .addSpans(Span.newBuilder().setSpanId(0).setParentSpanId(1))
            .addSpans(Span.newBuilder().setSpanId(1).setParentSpanId(0))
            .build();

    assertThat(DumpLinker.intervals(cyclic)).hasSize(2);
  }

  /** Random nests of spans on several threads; the expected span is found by asking every span. */
  @Test
  void everyCoveredDumpIsLinkedToTheInnermostWhateverTheOrder() {
    Random random = new Random(20261122);
    for (int round = 0; round < 500; round++) {
      Segment segment = randomNest(random);
      List<SpanInterval> shuffled = new ArrayList<>(DumpLinker.intervals(segment));
      Collections.shuffle(shuffled, random);
      long time = START + random.nextInt(1_000_000);
      DumpLink link = DumpLinker.link(batch(dump(time, 7)), shuffled).get(0);

      String innermost = null;
      for (Span span : segment.getSpansList()) {
        // A nest: each span lies within the one before, so the last that covers is the innermost.
        if (span.getStartMicros() <= time && time <= span.getEndMicros()) {
          innermost = Ids.globalSpanId(segment.getSegmentId(), span.getSpanId());
        }
      }
      assertThat(link.getSpanId()).isEqualTo(innermost);
      assertThat(link.getHow()).isEqualTo(LinkReason.TIME_WINDOW);
    }
  }

  private static Segment randomNest(Random random) {
    Segment.Builder segment =
        Segment.newBuilder()
            .setTraceId(TRACE)
            .setSegmentId("cccccccccccc")
            .setServiceInstance(SampleSegments.SHOP_INSTANCE);
    long start = START;
    long end = START + 1_000_000;
    for (int i = 0; i <= random.nextInt(6); i++) {
      segment.addSpans(
          SampleSegments.span(i, i - 1, SpanKind.LOCAL, "op" + i, start, end).setThreadId(7));
      start += random.nextInt(100_000);
      end -= random.nextInt(100_000);
    }
    return segment.build();
  }

  private static DumpLink linkAt(long timeMicros, long threadId) {
    Segment shop = SampleSegments.shop(TRACE, START);
    return DumpLinker.link(batch(dump(timeMicros, threadId)), DumpLinker.intervals(shop)).get(0);
  }

  private static ThreadDump.Builder dump(long timeMicros, long threadId) {
    return SampleSegments.dump(0, timeMicros, threadId, "t", ThreadState.RUNNABLE, UNKNOWN_SPAN);
  }

  private static DumpBatch batch(ThreadDump.Builder dump) {
    return DumpBatch.newBuilder()
        .setTraceId(TRACE)
        .setSegmentId(SampleSegments.SHOP_SEGMENT)
        .setServiceInstance(SampleSegments.SHOP_INSTANCE)
        .addDumps(dump)
        .build();
  }
}
