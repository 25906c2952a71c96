package io.stackspan.stream;

import static io.stackspan.wire.SampleSegments.SHOP_SEGMENT;
import static io.stackspan.wire.SampleSegments.STOCK_SEGMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.proto.v1.LinkReason;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SegmentReference;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.TraceStatus;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.wire.Ids;
import io.stackspan.wire.SampleSegments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceJoinTest {
  private static final String TRACE = "0199aabbccdd00000000000000000001";
  private static final long START_MICROS = TestStream.START.toEpochMilli() * 1000;
  private static final Duration DEBOUNCE = Duration.ofMillis(400);

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
  void firstSegmentIsToldAtOnce() {
    stream.pipe(shop());

    TraceSummary summary = stream.summary();
    assertThat(summary.getTraceId()).isEqualTo(TRACE);
    assertThat(summary.getVersion()).isEqualTo(1);
    assertThat(summary.getGeneration()).isZero();
    assertThat(summary.getStatus()).isEqualTo(TraceStatus.COMPLETE);
    assertThat(summary.getRootService()).isEqualTo("shop");
    assertThat(summary.getRootOperation()).isEqualTo("GET:/buy");
    assertThat(summary.getStartMicros()).isEqualTo(START_MICROS);
    assertThat(summary.getEndMicros()).isEqualTo(START_MICROS + 1_000_000);
    assertThat(summary.getServicesList()).containsExactly("shop");
    assertThat(summary.getSpanCount()).isEqualTo(2);
  }

  @Test
  void wholeTraceHasBothServicesAndEveryDumpLinked() {
    stream.pipe(shop()).pipe(stock()).advance(DEBOUNCE);

    TraceSummary summary = stream.summary();
    assertThat(summary.getStatus()).isEqualTo(TraceStatus.COMPLETE);
    assertThat(summary.getServicesList()).containsExactly("shop", "stock");
    assertThat(summary.getSegmentCount()).isEqualTo(2);
    assertThat(summary.getSpanCount()).isEqualTo(3);
    assertThat(summary.getDumpCount()).isEqualTo(3);
    assertThat(summary.getLinksList())
        .extracting("dumpId", "spanId", "how")
        .containsExactly(
            link(SHOP_SEGMENT, 0, 1), link(STOCK_SEGMENT, 0, 0), link(STOCK_SEGMENT, 1, 0));
  }

  @Test
  void childBeforeParentIsPartialUntilTheParentComes() {
    stream.pipe(stock());
    TraceSummary partial = stream.summary();
    stream.pipe(shop());
    TraceSummary complete = stream.summary();

    assertThat(partial.getStatus()).isEqualTo(TraceStatus.PARTIAL);
    assertThat(partial.getMissingParentsList()).containsExactly(SHOP_SEGMENT);
    assertThat(partial.getRootService()).isEmpty();
    assertThat(complete.getStatus()).isEqualTo(TraceStatus.COMPLETE);
    assertThat(complete.getMissingParentsList()).isEmpty();
    assertThat(complete.getVersion()).isEqualTo(2);
  }

  @Test
  void anyOrderGivesTheSameSummary() {
    List<Segment> segments =
        List.of(shop(), stock(), child("cccccccccccc", STOCK_SEGMENT, 40), errorChild());
    List<TraceSummary> results = new ArrayList<>();

    for (List<Segment> order : permutations(segments)) {
      Path folder = dir.resolve("order-" + results.size());
      try (TestStream fresh = new TestStream(folder)) {
        order.forEach(fresh::pipe);
        results.add(fresh.advance(Duration.ofMinutes(3)).summary());
      }
    }

    assertThat(results).hasSize(24);
    TraceSummary first = withoutVersion(results.getFirst());
    assertThat(first.getErrorCount()).isEqualTo(1);
    assertThat(first.getStatus()).isEqualTo(TraceStatus.COMPLETE);
    assertThat(first.getSegmentCount()).isEqualTo(4);
    assertThat(results).allSatisfy(result -> assertThat(withoutVersion(result)).isEqualTo(first));
  }

  @Test
  void furtherSegmentsWaitAndAreToldTogether() {
    stream.pipe(shop()).pipe(stock());
    stream.summaries();

    stream.pipe(child("cccccccccccc", STOCK_SEGMENT, 40));
    stream.pipe(child("dddddddddddd", STOCK_SEGMENT, 60));
    assertThat(stream.summaries()).isEmpty();
    assertThat(stream.gauge("stackspan.stream.summaries.waiting")).isEqualTo(1);

    stream.advance(DEBOUNCE);
    assertThat(stream.summaries()).singleElement().extracting("segmentCount").isEqualTo(4);
    assertThat(stream.gauge("stackspan.stream.summaries.waiting")).isZero();
    assertThat(stream.count("stackspan.stream.summaries.emitted", "cause", "debounced"))
        .isEqualTo(1);
  }

  @Test
  void firstErrorIsToldAtOnce() {
    stream.pipe(shop()).pipe(stock()).advance(DEBOUNCE);
    stream.summaries();

    stream.pipe(errorChild());

    assertThat(stream.summaries()).singleElement().extracting("errorCount").isEqualTo(1);
  }

  @Test
  void sameSegmentFromAnotherOffsetIsOnlyCounted() {
    stream.pipe(shop()).pipe(stock()).advance(DEBOUNCE);
    TraceSummary before = stream.summary();

    stream.pipe(stock()).pipe(stock()).advance(DEBOUNCE);
    assertThat(stream.summaries()).isEmpty();
    TraceSummary last = stream.advance(Duration.ofMinutes(3)).summary();

    assertThat(last.getDuplicateSegments()).isEqualTo(2);
    assertThat(withoutVersion(last).toBuilder().clearDuplicateSegments().build())
        .isEqualTo(withoutVersion(before));
    assertThat(stream.count("stackspan.stream.segments.duplicate")).isEqualTo(2);
  }

  @Test
  void sameOffsetAgainIsAReplayAndIsToldAgain() {
    stream.pipe(shop()).pipe(stock()).advance(DEBOUNCE);
    TraceSummary before = stream.summary();

    // A new process on the stores of the old one, which reads the same offsets again.
    try (TestStream restarted = new TestStream(dir.resolve("b"))) {
      stream.copyStoresTo(restarted);
      restarted.pipe(shop()).pipe(stock());

      List<TraceSummary> told = restarted.summaries();
      assertThat(told).hasSize(2);
      assertThat(withoutVersion(told.getLast())).isEqualTo(withoutVersion(before));
      assertThat(told.getLast().getVersion()).isGreaterThan(before.getVersion());
      assertThat(restarted.count("stackspan.stream.segments.replayed")).isEqualTo(2);
      assertThat(restarted.count("stackspan.stream.segments.duplicate")).isZero();
    }
  }

  @Test
  void quietTraceIsFinalOnceAndLaterSegmentsAreLate() {
    stream.pipe(shop()).advance(Duration.ofMinutes(3));
    assertThat(stream.summaries())
        .hasSize(2)
        .allSatisfy(s -> assertThat(s.getStatus()).isEqualTo(TraceStatus.COMPLETE));
    stream.advance(Duration.ofMinutes(10));
    assertThat(stream.summaries()).isEmpty();

    stream.pipe(stock());

    TraceSummary late = stream.summary();
    assertThat(late.getStatus()).isEqualTo(TraceStatus.LATE);
    assertThat(late.getGeneration()).isZero();
    assertThat(late.getSegmentCount()).isEqualTo(2);
    assertThat(stream.advance(Duration.ofMinutes(3)).summary().getStatus())
        .isEqualTo(TraceStatus.LATE);
  }

  @Test
  void activityPutsOffTheFinalSummary() {
    stream.pipe(shop()).advance(Duration.ofSeconds(90));
    stream.pipe(stock()).advance(Duration.ofSeconds(90));
    assertThat(stream.count("stackspan.stream.summaries.emitted", "cause", "final")).isZero();

    stream.advance(Duration.ofSeconds(40));
    assertThat(stream.count("stackspan.stream.summaries.emitted", "cause", "final")).isEqualTo(1);
    assertThat(stream.summary().getStatus()).isEqualTo(TraceStatus.COMPLETE);
  }

  @Test
  void forgottenTraceLeavesNothingAndComesBackAsTheNextGeneration() {
    stream.pipe(shop()).advance(Duration.ofMinutes(3)).advance(Duration.ofMinutes(30));
    assertThat(stream.entries("trace-part")).isZero();
    assertThat(stream.entries("trace-state")).isZero();
    // The count of the task's starts stays.
    assertThat(stream.entries("expiry")).isEqualTo(1);
    assertThat(stream.gauge("stackspan.stream.traces.open")).isZero();
    stream.summaries();

    stream.pipe(stock());

    TraceSummary reopened = stream.summary();
    assertThat(reopened.getGeneration()).isEqualTo(1);
    assertThat(reopened.getVersion()).isEqualTo(1);
    assertThat(reopened.getStatus()).isEqualTo(TraceStatus.LATE);
    assertThat(reopened.getSegmentCount()).isEqualTo(2);
    assertThat(reopened.getSpanCount()).isEqualTo(3);
    assertThat(reopened.getDumpCount()).isEqualTo(3);
    assertThat(reopened.getServicesList()).containsExactly("shop", "stock");
    assertThat(reopened.getRootOperation()).isEqualTo("GET:/buy");
    assertThat(reopened.getMissingParentsList()).isEmpty();
    assertThat(stream.count("stackspan.stream.traces.reopened")).isEqualTo(1);

    stream.advance(Duration.ofMinutes(3)).advance(Duration.ofMinutes(30)).summaries();
    stream.pipe(child("cccccccccccc", STOCK_SEGMENT, 40));
    assertThat(stream.summary().getGeneration()).isEqualTo(2);
  }

  @Test
  void largeTraceIsNotScannedForEachOfItsSegments() {
    stream.pipe(shop());
    // Every second segment refers to one that comes right after it: the status changes each time.
    for (int i = 0; i < 3_000; i++) {
      stream.pipe(child("%012x".formatted(2 * i), "%012x".formatted(2 * i + 1), 1));
      stream.pipe(child("%012x".formatted(2 * i + 1), SHOP_SEGMENT, 1));
    }
    assertThat(stream.summaries()).hasSizeLessThan(1_100);
    stream.advance(DEBOUNCE);
    assertThat(stream.summaries()).isEmpty();

    TraceSummary whole = stream.advance(Duration.ofSeconds(3)).summary();
    assertThat(whole.getSegmentCount()).isEqualTo(6_001);
    assertThat(whole.getStatus()).isEqualTo(TraceStatus.COMPLETE);
  }

  @Test
  void referenceToAnotherTraceIsNoMissingParent() {
    Segment consumer =
        shop().toBuilder()
            .setSpans(
                1,
                shop().getSpans(1).toBuilder()
                    .addRefs(reference("another trace", "eeeeeeeeeeee"))
                    .addRefs(reference(TRACE, "ffffffffffff")))
            .build();

    stream.pipe(consumer);

    assertThat(stream.summary().getMissingParentsList()).containsExactly("ffffffffffff");
  }

  private static Segment shop() {
    return SampleSegments.shop(TRACE, START_MICROS);
  }

  private static Segment stock() {
    return SampleSegments.stock(TRACE, START_MICROS);
  }

  private static Segment errorChild() {
    Segment child = child("eeeeeeeeeeee", SHOP_SEGMENT, 80);
    return child.toBuilder().setSpans(0, child.getSpans(0).toBuilder().setError(true)).build();
  }

  private static Segment child(String segmentId, String parent, long afterMillis) {
    long start = START_MICROS + afterMillis * 1000;
    return Segment.newBuilder()
        .setTraceId(TRACE)
        .setSegmentId(segmentId)
        .setService("child-of-" + parent)
        .setServiceInstance("child-1")
        .addSpans(
            SampleSegments.span(0, -1, SpanKind.ENTRY, "GET:/child", start, start + 10_000)
                .addRefs(reference(TRACE, parent)))
        .build();
  }

  private static SegmentReference reference(String traceId, String parent) {
    return SegmentReference.newBuilder().setTraceId(traceId).setParentSegmentId(parent).build();
  }

  private static org.assertj.core.groups.Tuple link(String segmentId, int sequence, int span) {
    return org.assertj.core.groups.Tuple.tuple(
        Ids.dumpId(segmentId, sequence), Ids.globalSpanId(segmentId, span), LinkReason.OPEN_SPAN);
  }

  private static TraceSummary withoutVersion(TraceSummary summary) {
    return summary.toBuilder().clearVersion().build();
  }

  private static List<List<Segment>> permutations(List<Segment> segments) {
    if (segments.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Segment>> all = new ArrayList<>();
    for (Segment first : segments) {
      List<Segment> rest = new ArrayList<>(segments);
      rest.remove(first);
      for (List<Segment> tail : permutations(rest)) {
        List<Segment> order = new ArrayList<>(List.of(first));
        order.addAll(tail);
        all.add(order);
      }
    }
    return all;
  }
}
