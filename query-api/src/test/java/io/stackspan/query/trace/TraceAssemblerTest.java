package io.stackspan.query.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.DumpLink;
import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.OpenSpan;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SegmentReference;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.ThreadState;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.query.model.Dump;
import io.stackspan.query.model.LinkReason;
import io.stackspan.query.model.LockKind;
import io.stackspan.query.model.ReferenceType;
import io.stackspan.query.model.Span;
import io.stackspan.query.model.StackFrame;
import io.stackspan.wire.SampleSegments;
import org.junit.jupiter.api.Test;

class TraceAssemblerTest {
  private static final long START = 1_800_000_000_000_000L;
  private static final String SHOP_0 = "aaaaaaaaaaaa0000";
  private static final String SHOP_1 = "aaaaaaaaaaaa0001";
  private static final String STOCK_0 = "bbbbbbbbbbbb0000";

  @Test
  void spansOfAllSegments_byStart_withParentsAcrossSegments() {
    AssembledTrace trace = assemble(SampleSegments.stock("t", START), shop());

    assertThat(trace.spans())
        .extracting(Span::spanId, Span::parentSpanId, Span::dumpCount)
        .containsExactly(
            tuple(SHOP_0, null, 0), tuple(SHOP_1, SHOP_0, 1), tuple(STOCK_0, SHOP_1, 2));
    assertThat(trace.segmentCount()).isEqualTo(2);
    Span stock = trace.spans().get(2);
    assertThat(stock.refs())
        .singleElement()
        .matches(ref -> ref.type() == ReferenceType.PROCESS)
        .matches(ref -> ref.parentEndpoint().equals("GET:/buy"));
    assertThat(stock.component()).isNull();
    assertThat(stock.cpuNanos()).isNull();
    assertThat(stock.threadId()).isEqualTo(SampleSegments.STOCK_THREAD);
    assertThat(stock.durationMicros()).isEqualTo(940_000);
  }

  @Test
  void dumpsByTime_withLockOwnerAndFrames() {
    AssembledTrace trace = assemble(SampleSegments.stock("t", START), shop());

    assertThat(trace.dumps())
        .extracting(Dump::dumpId, Dump::spanId, Dump::link)
        .containsExactly(
            tuple("aaaaaaaaaaaa~0", SHOP_1, LinkReason.OPEN_SPAN),
            tuple("bbbbbbbbbbbb~0", STOCK_0, LinkReason.OPEN_SPAN),
            tuple("bbbbbbbbbbbb~1", STOCK_0, LinkReason.OPEN_SPAN));
    Dump blocked = trace.dumps().get(1);
    assertThat(blocked.frames())
        .extracting(StackFrame::text)
        .containsExactly(
            "com.acme.Stock.reserve(Stock.java:88)", "java.lang.Thread.run(Thread.java:1583)");
    assertThat(blocked.waitingOn())
        .matches(wait -> wait.lockClass().equals("com.acme.Stock"))
        .matches(wait -> wait.identityHash().equals("1b2c3d"))
        .matches(wait -> wait.kind() == LockKind.MONITOR)
        .matches(wait -> wait.owner().threadName().equals("worker-2"))
        .matches(wait -> wait.owner().frames().getFirst().line() == 88)
        .matches(wait -> wait.owner().traceId() == null);
  }

  @Test
  void dumpInBatchAndInSegment_countsOnce() {
    FetchResponse fetched =
        FetchResponse.newBuilder()
            .addSegments(shop())
            .addDumpBatches(batch(0, START + 300_000))
            .addDumpBatches(batch(1, START + 600_000))
            .build();

    AssembledTrace trace = TraceAssembler.assemble(fetched);

    assertThat(trace.dumps())
        .extracting(Dump::dumpId)
        .containsExactly("aaaaaaaaaaaa~0", "aaaaaaaaaaaa~1");
    assertThat(trace.spans()).hasSize(2).noneMatch(Span::open);
  }

  @Test
  void batchWithoutItsSegment_givesOpenSpansUntilTheLastDump() {
    FetchResponse fetched =
        FetchResponse.newBuilder()
            .addDumpBatches(batch(1, START + 600_000))
            .addDumpBatches(batch(0, START + 300_000))
            .build();

    AssembledTrace trace = TraceAssembler.assemble(fetched);

    assertThat(trace.segmentCount()).isZero();
    assertThat(trace.spans())
        .extracting(Span::spanId, Span::parentSpanId, Span::open, Span::endMicros, Span::dumpCount)
        .containsExactly(
            tuple(SHOP_0, "0000000000000007", true, START + 600_000, 0),
            tuple(SHOP_1, SHOP_0, true, START + 600_000, 2));
    assertThat(trace.dumps()).extracting(Dump::link).containsOnly(LinkReason.OPEN_SPAN);
  }

  @Test
  void linkOfTheSummaryHolds_unlessItNamesNoSpan() {
    TraceSummary summary =
        TraceSummary.newBuilder()
            .addLinks(link("bbbbbbbbbbbb~0", SHOP_0, io.stackspan.proto.v1.LinkReason.TIME_WINDOW))
            .addLinks(link("bbbbbbbbbbbb~1", "", io.stackspan.proto.v1.LinkReason.UNLINKED))
            .build();
    FetchResponse fetched =
        FetchResponse.newBuilder()
            .setSummary(summary)
            .addSegments(shop())
            .addSegments(SampleSegments.stock("t", START))
            .build();

    assertThat(TraceAssembler.assemble(fetched).dumps())
        .extracting(Dump::spanId, Dump::link)
        .containsExactly(
            tuple(SHOP_1, LinkReason.OPEN_SPAN),
            tuple(SHOP_0, LinkReason.TIME_WINDOW),
            tuple(STOCK_0, LinkReason.OPEN_SPAN));
  }

  @Test
  void dumpWithoutOpenSpan_isLinkedByTimeOrToItsSegment() {
    Segment.Builder segment = shop().toBuilder();
    segment.getThreadDumpsBuilder(0).setOpenSpanPlusOne(0);
    segment.addThreadDumps(
        SampleSegments.dump(1, START + 5_000_000, 31, "late", ThreadState.RUNNABLE, -1));

    assertThat(assemble(segment.build()).dumps())
        .extracting(Dump::spanId, Dump::link)
        .containsExactly(tuple(SHOP_1, LinkReason.TIME_WINDOW), tuple(null, LinkReason.SEGMENT));
  }

  @Test
  void segmentThatCameTwice_countsOnce() {
    Segment whole = shop();
    Segment part = whole.toBuilder().removeSpans(0).clearThreadDumps().build();

    AssembledTrace trace = assemble(part, whole, whole);

    assertThat(trace.segmentCount()).isEqualTo(1);
    assertThat(trace.spans()).hasSize(2);
    assertThat(trace.dumps()).hasSize(1);
  }

  @Test
  void indicesThatPointNowhere_giveUnknownFrames() {
    Segment.Builder segment = shop().toBuilder();
    segment.getStackTableBuilder().getStacksBuilder(0).addFrames(99).addFrames(-1);
    segment.getStackTableBuilder().getFramesBuilder(1).setClassName(77).setFilePlusOne(-3);
    segment.addThreadDumps(
        SampleSegments.dump(1, START + 400_000, 31, "x", ThreadState.RUNNABLE, 1)
            .setStackPlusOne(55));
    segment.addThreadDumps(
        SampleSegments.dump(2, START + 500_000, 31, "x", ThreadState.RUNNABLE, 1)
            .setStackPlusOne(-1));

    AssembledTrace trace = assemble(segment.build());

    assertThat(trace.dumps().get(0).frames())
        .extracting(StackFrame::text)
        .containsExactly(
            "jdk.internal.net.http.HttpClientImpl.send(HttpClientImpl.java:88)",
            "?.run(Unknown Source)",
            "?.?(Unknown Source)",
            "?.?(Unknown Source)");
    assertThat(trace.dumps().get(1).frames()).containsExactly(StackFrame.UNKNOWN);
    assertThat(trace.dumps().get(2).frames()).containsExactly(StackFrame.UNKNOWN);
  }

  @Test
  void cycleOfParents_doesNotHang() {
    Segment segment =
        Segment.newBuilder()
            .setSegmentId("aaaaaaaaaaaa")
            .addSpans(SampleSegments.span(0, 1, SpanKind.LOCAL, "a", START, START))
            .addSpans(SampleSegments.span(1, 0, SpanKind.LOCAL, "b", START, START))
            .build();

    assertThat(assemble(segment).spans()).hasSize(2);
  }

  @Test
  void equalStarts_parentComesBeforeChild() {
    Segment segment =
        Segment.newBuilder()
            .setSegmentId("aaaaaaaaaaaa")
            .addSpans(SampleSegments.span(0, 2, SpanKind.LOCAL, "leaf", START, START))
            .addSpans(SampleSegments.span(1, -1, SpanKind.ENTRY, "root", START, START))
            .addSpans(SampleSegments.span(2, 1, SpanKind.LOCAL, "middle", START, START))
            .build();

    assertThat(assemble(segment).spans())
        .extracting(Span::operation)
        .containsExactly("root", "middle", "leaf");
  }

  @Test
  void stockAgentsMilliseconds_becomeMicroseconds() {
    Segment segment =
        Segment.newBuilder()
            .setSegmentId("1a2b.56.16")
            .addSpans(
                SampleSegments.span(0, -1, SpanKind.ENTRY, "a", START, START + 7_000)
                    .clearStartMicros()
                    .clearEndMicros())
            .build();

    assertThat(assemble(segment).spans())
        .extracting(Span::spanId, Span::startMicros, Span::durationMicros)
        .containsExactly(tuple("1a2b.56.16.0", START, 7_000L));
  }

  private static Segment shop() {
    return SampleSegments.shop("t", START);
  }

  private static AssembledTrace assemble(Segment... segments) {
    return TraceAssembler.assemble(
        FetchResponse.newBuilder().addAllSegments(java.util.List.of(segments)).build());
  }

  private static DumpLink link(String dumpId, String spanId, io.stackspan.proto.v1.LinkReason how) {
    return DumpLink.newBuilder().setDumpId(dumpId).setSpanId(spanId).setHow(how).build();
  }

  private static DumpBatch batch(int sequence, long timeMicros) {
    return DumpBatch.newBuilder()
        .setTraceId("t")
        .setSegmentId(SampleSegments.SHOP_SEGMENT)
        .setService("shop")
        .setServiceInstance(SampleSegments.SHOP_INSTANCE)
        .addOpenSpans(
            OpenSpan.newBuilder()
                .setSpanId(0)
                .setParentSpanId(-1)
                .setOperation("GET:/buy")
                .setKind(SpanKind.ENTRY)
                .setStartMicros(START)
                .setThreadId(SampleSegments.SHOP_THREAD)
                .addRefs(
                    SegmentReference.newBuilder()
                        .setTraceId("t")
                        .setParentSegmentId("000000000000")
                        .setParentSpanId(7)))
        .addOpenSpans(
            OpenSpan.newBuilder()
                .setSpanId(1)
                .setParentSpanId(0)
                .setOperation("GET:/reserve")
                .setKind(SpanKind.EXIT)
                .setStartMicros(START + 20_000)
                .setThreadId(SampleSegments.SHOP_THREAD))
        .addDumps(
            SampleSegments.dump(
                sequence,
                timeMicros,
                SampleSegments.SHOP_THREAD,
                "http-nio-1",
                ThreadState.WAITING,
                1))
        .setStackTable(SampleSegments.table("a.B", "c", "B.java"))
        .build();
  }
}
