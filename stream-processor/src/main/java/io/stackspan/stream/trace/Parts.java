package io.stackspan.stream.trace;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.OpenSpan;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SegmentReference;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.ThreadDump;
import io.stackspan.stream.state.DumpPart;
import io.stackspan.stream.state.OpenPart;
import io.stackspan.stream.state.Root;
import io.stackspan.stream.state.SegmentPart;
import io.stackspan.wire.DumpLinker;
import io.stackspan.wire.SpanTimes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is kept of a record: the few facts that a summary needs, never its payload. Pure. */
public final class Parts {
  /**
   * Spans of one segment whose times are kept. Only dumps without a noted span that travel apart
   * from their segment need them; beyond, such dumps are linked to the segment alone.
   */
  static final int MAX_SPAN_TIMES = 2_000;

  private Parts() {}

  /**
   * @param offset of the record that the segment came in
   */
  public static SegmentPart of(Segment segment, long offset) {
    SegmentPart.Builder part =
        SegmentPart.newBuilder()
            .setOffset(offset)
            .setLastDuplicateOffset(-1)
            .setService(segment.getService())
            .setServiceInstance(segment.getServiceInstance())
            .setSpanCount(segment.getSpansCount())
            .setStartMicros(Long.MAX_VALUE);
    for (Span span : segment.getSpansList()) {
      part.setStartMicros(Math.min(part.getStartMicros(), SpanTimes.startMicros(span)));
      part.setEndMicros(Math.max(part.getEndMicros(), SpanTimes.endMicros(span)));
      if (span.getError()) {
        part.setErrorCount(part.getErrorCount() + 1);
      }
      if (span.getParentSpanId() < 0 && span.getRefsCount() == 0) {
        part.setRoot(earlier(part.getRoot(), SpanTimes.startMicros(span), span.getOperation()));
      }
    }
    return part.addAllLinks(DumpLinker.link(segment)).addAllSpanTimes(spanTimes(segment)).build();
  }

  /** Of two batches of one segment, in any order, what holds. */
  public static OpenPart merge(OpenPart known, DumpBatch batch) {
    OpenPart.Builder part = known.toBuilder();
    int last = 0;
    for (ThreadDump dump : batch.getDumpsList()) {
      last = Math.max(last, dump.getSequence() + 1);
      part.setLastDumpMicros(Math.max(part.getLastDumpMicros(), dump.getTimeMicros()));
    }
    if (last >= known.getLastSequencePlusOne()) {
      part.setLastSequencePlusOne(last)
          .setService(batch.getService())
          .setServiceInstance(batch.getServiceInstance())
          .setSpanCount(batch.getOpenSpansCount());
    }
    for (OpenSpan span : batch.getOpenSpansList()) {
      long start = span.getStartMicros();
      if (start > 0 && (part.getStartMicros() == 0 || start < part.getStartMicros())) {
        part.setStartMicros(start);
      }
      if (span.getParentSpanId() < 0 && span.getRefsCount() == 0) {
        part.setRoot(earlier(part.getRoot(), start, span.getOperation()));
      }
    }
    return part.build();
  }

  public static DumpPart of(ThreadDump dump) {
    return DumpPart.newBuilder()
        .setTimeMicros(dump.getTimeMicros())
        .setThreadId(dump.getThread().getId())
        .setOpenSpanPlusOne(dump.getOpenSpanPlusOne())
        .build();
  }

  /** Ids of the segments in the same trace that the segment's spans continue. */
  public static Set<String> parents(Segment segment) {
    Set<String> parents = new TreeSet<>();
    for (Span span : segment.getSpansList()) {
      addParents(span.getRefsList(), segment.getTraceId(), segment.getSegmentId(), parents);
    }
    return parents;
  }

  /** Ids of the segments in the same trace that the open spans continue. */
  public static Set<String> parents(DumpBatch batch) {
    Set<String> parents = new TreeSet<>();
    for (OpenSpan span : batch.getOpenSpansList()) {
      addParents(span.getRefsList(), batch.getTraceId(), batch.getSegmentId(), parents);
    }
    return parents;
  }

  private static void addParents(
      List<SegmentReference> refs, String traceId, String segmentId, Set<String> parents) {
    for (SegmentReference ref : refs) {
      String parent = ref.getParentSegmentId();
      // A batch consumer also refers to other traces; their segments will never come here.
      boolean sameTrace = ref.getTraceId().isEmpty() || ref.getTraceId().equals(traceId);
      if (sameTrace && RecordReader.isUsableId(parent) && !parent.equals(segmentId)) {
        parents.add(parent);
      }
    }
  }

  /** Spans on known threads with their ancestors, of which depth is computed. */
  private static Iterable<Span> spanTimes(Segment segment) {
    Map<Integer, Span> byIndex = new HashMap<>();
    segment.getSpansList().forEach(span -> byIndex.put(span.getSpanId(), span));
    Map<Integer, Span> kept = new TreeMap<>();
    for (Span span : segment.getSpansList()) {
      Span next = span.getThreadId() != 0 ? span : null;
      while (next != null && kept.size() < MAX_SPAN_TIMES) {
        boolean added = kept.putIfAbsent(next.getSpanId(), times(next)) == null;
        next = added ? byIndex.get(next.getParentSpanId()) : null;
      }
    }
    return kept.values();
  }

  private static Span times(Span span) {
    return Span.newBuilder()
        .setSpanId(span.getSpanId())
        .setParentSpanId(span.getParentSpanId())
        .setThreadId(span.getThreadId())
        .setStartMicros(SpanTimes.startMicros(span))
        .setEndMicros(SpanTimes.endMicros(span))
        .build();
  }

  private static Root earlier(Root known, long startMicros, String operation) {
    boolean isFirst = known.equals(Root.getDefaultInstance());
    return isFirst || startMicros < known.getStartMicros()
        ? Root.newBuilder().setStartMicros(startMicros).setOperation(operation).build()
        : known;
  }
}
