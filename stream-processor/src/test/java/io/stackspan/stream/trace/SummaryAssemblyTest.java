package io.stackspan.stream.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.DumpLink;
import io.stackspan.proto.v1.LinkReason;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.ThreadDump;
import io.stackspan.proto.v1.ThreadIdentity;
import io.stackspan.proto.v1.TraceStatus;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.stream.state.TracePart;
import io.stackspan.wire.DumpLinker;
import io.stackspan.wire.SampleSegments;
import io.stackspan.wire.SpanInterval;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SummaryAssemblyTest {
  private static final long START_MICROS = 1_763_800_000_000_000L;

  @Test
  void linksAgreeWithTheReadPathWhateverTheTrace() {
    Set<LinkReason> seen = EnumSet.noneOf(LinkReason.class);
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Segment> segments = new ArrayList<>();
      List<DumpBatch> batches = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        segments.add(segment(random, "%012x".formatted(i)));
        batches.add(batch(random, "%012x".formatted(i)));
      }
      segments.removeIf(s -> random.nextInt(5) == 0);

      List<DumpLink> read = new ArrayList<>();
      List<SpanInterval> intervals =
          segments.stream().flatMap(s -> DumpLinker.intervals(s).stream()).toList();
      segments.forEach(s -> read.addAll(DumpLinker.link(s)));
      batches.forEach(b -> read.addAll(DumpLinker.link(b, intervals)));

      TraceSummary summary = assemble(segments, batches).summary(false).build();
      assertThat(summary.getLinksList())
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(read);
      assertThat(summary.getDumpCount()).isEqualTo(read.size());
      summary.getLinksList().forEach(link -> seen.add(link.getHow()));
    }
    // The traces were varied enough to meet every kind of link.
    assertThat(seen)
        .containsExactly(
            LinkReason.OPEN_SPAN,
            LinkReason.TIME_WINDOW,
            LinkReason.SEGMENT_ONLY,
            LinkReason.UNLINKED);
  }

  @Test
  void hugeTraceStaysBelowARecordsLimit() {
    SummaryAssembly assembly = new SummaryAssembly();
    for (int i = 0; i < 40_000; i++) {
      assembly.addDumpPart("aaaaaaaaaaaa", i, Parts.of(ThreadDump.getDefaultInstance()));
      assembly.addSegmentPart(
          "a referred segment " + i, TracePart.newBuilder().setAwaited(true).build());
    }

    TraceSummary summary = assembly.summary(false).build();

    assertThat(summary.getSerializedSize()).isLessThan(1 << 20);
    assertThat(summary.getDumpCount()).isEqualTo(40_000);
    assertThat(summary.getLinksCount()).isBetween(1_000, 39_999);
    assertThat(summary.getMissingParentsCount()).isEqualTo(SummaryAssembly.MAX_MISSING_PARENTS);
    assertThat(summary.getStatus()).isEqualTo(TraceStatus.PARTIAL);
  }

  @Test
  void nothingGivesAnEmptyPartialSummary() {
    TraceSummary summary = new SummaryAssembly().summary(false).build();

    assertThat(summary).isEqualTo(TraceSummary.newBuilder().setStatus(TraceStatus.PARTIAL).build());
  }

  @Test
  void ofManySpansOnlySoManyTimesAreKept() {
    Segment.Builder segment = Segment.newBuilder().setSegmentId("aaaaaaaaaaaa");
    for (int i = 0; i < 3 * Parts.MAX_SPAN_TIMES; i++) {
      segment.addSpans(Span.newBuilder().setSpanId(i).setParentSpanId(i - 1).setThreadId(7));
    }

    assertThat(Parts.of(segment.build(), 0).getSpanTimesCount()).isEqualTo(Parts.MAX_SPAN_TIMES);
    assertThat(Parts.of(segment.build(), 0).getSpanCount()).isEqualTo(3 * Parts.MAX_SPAN_TIMES);
  }

  @Test
  void stateOfAStockSegmentIsSmall() {
    Segment stock =
        Segment.newBuilder()
            .setSegmentId("5c59a5616a72495b94c1dc34b7510e27.44.17953184117950013")
            .setService("demo-front")
            .setServiceInstance("demo-front-1")
            .addSpans(
                SampleSegments.span(
                    0, -1, SpanKind.ENTRY, "GET:/slow", START_MICROS, START_MICROS + 9))
            .build();

    assertThat(Parts.of(stock, 123_456).getSerializedSize()).isLessThan(128);
  }

  private static SummaryAssembly assemble(List<Segment> segments, List<DumpBatch> batches) {
    SummaryAssembly assembly = new SummaryAssembly();
    Set<String> finished = new HashSet<>();
    for (Segment segment : segments) {
      finished.add(segment.getSegmentId());
      TracePart part = TracePart.newBuilder().setSegment(Parts.of(segment, 0)).build();
      assembly.addSegmentPart(segment.getSegmentId(), part);
    }
    for (DumpBatch batch : batches) {
      if (!finished.contains(batch.getSegmentId())) {
        TracePart part =
            TracePart.newBuilder()
                .setOpen(Parts.merge(TracePart.getDefaultInstance().getOpen(), batch))
                .build();
        assembly.addSegmentPart(batch.getSegmentId(), part);
      }
      batch
          .getDumpsList()
          .forEach(d -> assembly.addDumpPart(batch.getSegmentId(), d.getSequence(), Parts.of(d)));
    }
    return assembly;
  }

  private static Segment segment(Random random, String segmentId) {
    Segment.Builder segment =
        Segment.newBuilder().setSegmentId(segmentId).setServiceInstance(instance(segmentId));
    int spans = 1 + random.nextInt(6);
    for (int i = 0; i < spans; i++) {
      long start = START_MICROS + random.nextInt(400_000);
      segment.addSpans(
          SampleSegments.span(
                  i,
                  random.nextInt(i + 1) - 1,
                  SpanKind.LOCAL,
                  "x",
                  start,
                  start + random.nextInt(200_000))
              .setThreadId(random.nextInt(3)));
    }
    addDumps(random, 0, segment.getSpansCount()).forEach(segment::addThreadDumps);
    return segment.build();
  }

  private static DumpBatch batch(Random random, String segmentId) {
    return DumpBatch.newBuilder()
        .setSegmentId(segmentId)
        .setServiceInstance(instance(segmentId))
        .addAllDumps(addDumps(random, 100, 2))
        .build();
  }

  /** Two segments share an instance, so that threads meet. */
  private static String instance(String segmentId) {
    return "instance-" + (segmentId.charAt(11) % 2);
  }

  private static List<ThreadDump> addDumps(Random random, int firstSequence, int spans) {
    List<ThreadDump> dumps = new ArrayList<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      dumps.add(
          ThreadDump.newBuilder()
              .setSequence(firstSequence + i)
              .setTimeMicros(START_MICROS + random.nextInt(700_000))
              .setThread(ThreadIdentity.newBuilder().setId(random.nextInt(3)))
              .setOpenSpanPlusOne(random.nextBoolean() ? random.nextInt(spans + 1) : 0)
              .build());
    }
    return dumps;
  }
}
