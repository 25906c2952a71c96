package io.stackspan.query.ui;

import static io.stackspan.wire.SampleSegments.span;
import static io.stackspan.wire.SampleSegments.tag;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.DumpLink;
import io.stackspan.proto.v1.LinkReason;
import io.stackspan.proto.v1.OpenSpan;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.ThreadState;
import io.stackspan.proto.v1.TraceStatus;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.query.backend.InMemoryTraceStore;
import io.stackspan.wire.Ids;
import io.stackspan.wire.SampleSegments;

/**
 * The traces that the page is tried on: a lock, markup in every name, thousands of spans, a request
 * that still runs, more small ones than a page of the list holds.
 */
final class PageTraces {
  static final String LOCK = "00000000000000000000000000000001";
  static final String HOSTILE = "00000000000000000000000000000002";
  static final String BIG = "00000000000000000000000000000003";
  static final String LIVE = "00000000000000000000000000000004";
  static final String MARKUP = "<img src=x onerror=\"document.title='broken in'\">";
  static final int BIG_SPANS = 3_000;
  static final int SMALL_TRACES = 60;

  private static final int SEGMENT_MICROS = 1_000_000;

  private final InMemoryTraceStore store = new InMemoryTraceStore();
  private final long startMicros;

  PageTraces(long startMicros) {
    this.startMicros = startMicros;
    put(
        summary(LOCK, "shop", "GET:/buy").addServices("stock").setSpanCount(3).setDumpCount(3),
        SampleSegments.shop(LOCK, startMicros),
        SampleSegments.stock(LOCK, startMicros));
    put(summary(HOSTILE, MARKUP, MARKUP).setSpanCount(1).setDumpCount(1), hostile());
    put(summary(BIG, "big", "GET:/many").setSpanCount(BIG_SPANS), big());
    liveDumps(0, 2);
    for (int i = 0; i < SMALL_TRACES; i++) {
      String traceId = String.format("%032x", 100 + i);
      long earlier = startMicros - 10_000_000 - i;
      put(
          summary(traceId, "small", "GET:/" + i).setStartMicros(earlier).setSpanCount(1),
          segment(traceId, "small").addSpans(root("GET:/" + i)).build());
    }
  }

  InMemoryTraceStore store() {
    return store;
  }

  /** The live request has these further dumps. */
  void liveDumps(int from, int until) {
    DumpBatch.Builder batch =
        DumpBatch.newBuilder()
            .setTraceId(LIVE)
            .setSegmentId("dddddddddddd")
            .setService("shop")
            .setServiceInstance("shop-1")
            .addOpenSpans(
                OpenSpan.newBuilder()
                    .setOperation("GET:/hang")
                    .setKind(SpanKind.ENTRY)
                    .setStartMicros(liveStart())
                    .setParentSpanId(-1)
                    .setThreadId(7))
            .setStackTable(SampleSegments.table("com.acme.Hang", "hang", "Hang.java"));
    for (int i = from; i < until; i++) {
      long time = liveStart() + 300_000L * (i + 1);
      batch.addDumps(SampleSegments.dump(i, time, 7, "exec-1", ThreadState.TIMED_WAITING, 0));
    }
    store.add(batch.build()).add(live(until, TraceStatus.LIVE));
  }

  /** No more comes of the live request. */
  void endLive(int dumps) {
    store.add(live(dumps, TraceStatus.PARTIAL));
  }

  private void put(TraceSummary.Builder summary, Segment... segments) {
    for (Segment segment : segments) {
      for (int i = 0; i < segment.getThreadDumpsCount(); i++) {
        int span = segment.getThreadDumps(i).getOpenSpanPlusOne() - 1;
        summary.addLinks(
            DumpLink.newBuilder()
                .setDumpId(Ids.dumpId(segment.getSegmentId(), i))
                .setSpanId(Ids.globalSpanId(segment.getSegmentId(), span))
                .setHow(LinkReason.OPEN_SPAN));
      }
    }
    store.add(summary.setSegmentCount(segments.length).build());
    for (Segment segment : segments) {
      store.add(segment);
    }
  }

  private Segment hostile() {
    return segment(HOSTILE, MARKUP)
        .addSpans(root(MARKUP).addTags(tag(MARKUP, MARKUP)).setPeer(MARKUP))
        .addThreadDumps(
            SampleSegments.dump(0, startMicros + 300_000, 7, MARKUP, ThreadState.RUNNABLE, 0))
        .setStackTable(SampleSegments.table(MARKUP, MARKUP, MARKUP))
        .build();
  }

  private Segment big() {
    Segment.Builder segment = segment(BIG, "big").addSpans(root("GET:/many"));
    for (int i = 1; i < BIG_SPANS; i++) {
      long from = startMicros + i * 100L;
      segment.addSpans(span(i, 0, SpanKind.LOCAL, "step " + i, from, from + 90));
    }
    return segment.build();
  }

  private TraceSummary live(int dumps, TraceStatus status) {
    return summary(LIVE, "shop", "GET:/hang")
        .setStartMicros(liveStart())
        .setStatus(status)
        .setVersion(dumps + status.getNumber())
        .setDumpCount(dumps)
        .build();
  }

  private long liveStart() {
    return startMicros - 5_000_000;
  }

  private TraceSummary.Builder summary(String traceId, String service, String operation) {
    return TraceSummary.newBuilder()
        .setTraceId(traceId)
        .setVersion(1)
        .setStatus(TraceStatus.COMPLETE)
        .setStartMicros(startMicros)
        .setEndMicros(startMicros + SEGMENT_MICROS)
        .setRootService(service)
        .setRootOperation(operation)
        .addServices(service);
  }

  private static Segment.Builder segment(String traceId, String service) {
    return Segment.newBuilder()
        .setTraceId(traceId)
        .setSegmentId("cccccccccccc")
        .setService(service)
        .setServiceInstance(service + "-1");
  }

  private Span.Builder root(String operation) {
    return span(0, -1, SpanKind.ENTRY, operation, startMicros, startMicros + SEGMENT_MICROS)
        .setThreadId(7);
  }
}
