package io.stackspan.wire;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.DumpLink;
import io.stackspan.proto.v1.LinkReason;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.ThreadDump;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one rule that says which span a dump belongs to, used by the stream and by the read path.
 * Pure.
 *
 * <p>In order: the innermost open span that the agent noted; else, among spans of the same instance
 * and thread whose interval holds the dump's time, the deepest, and of equally deep ones the latest
 * started; else the segment; else nothing. The reason travels with the link.
 */
public final class DumpLinker {
  /** Millisecond clocks of stock agents and scheduling delays: 50 ms on either side. */
  public static final long TOLERANCE_MICROS = 50_000;

  private DumpLinker() {}

  /** Links of a finished segment's own dumps, in their order. */
  public static List<DumpLink> link(Segment segment) {
    List<SpanInterval> intervals = intervals(segment);
    return linkAll(
        segment.getThreadDumpsList(),
        segment.getSegmentId(),
        segment.getServiceInstance(),
        intervals);
  }

  /**
   * Links of dumps that travel on their own.
   *
   * @param known spans that have come so far, of this or other segments of the trace
   */
  public static List<DumpLink> link(DumpBatch batch, Collection<SpanInterval> known) {
    return linkAll(batch.getDumpsList(), batch.getSegmentId(), batch.getServiceInstance(), known);
  }

  /** When each span of the segment was open. */
  public static List<SpanInterval> intervals(Segment segment) {
    Map<Integer, Span> byIndex = new HashMap<>();
    for (Span span : segment.getSpansList()) {
      byIndex.put(span.getSpanId(), span);
    }
    List<SpanInterval> intervals = new ArrayList<>(segment.getSpansCount());
    for (Span span : segment.getSpansList()) {
      intervals.add(
          new SpanInterval(
              segment.getSegmentId(),
              span.getSpanId(),
              segment.getServiceInstance(),
              span.getThreadId(),
              depth(span, byIndex),
              SpanTimes.startMicros(span),
              SpanTimes.endMicros(span)));
    }
    return intervals;
  }

  private static List<DumpLink> linkAll(
      List<ThreadDump> dumps,
      String segmentId,
      String serviceInstance,
      Collection<SpanInterval> candidates) {
    List<DumpLink> links = new ArrayList<>(dumps.size());
    for (ThreadDump dump : dumps) {
      links.add(linkOne(dump, segmentId, serviceInstance, candidates));
    }
    return links;
  }

  private static DumpLink linkOne(
      ThreadDump dump,
      String segmentId,
      String serviceInstance,
      Collection<SpanInterval> candidates) {
    DumpLink.Builder link =
        DumpLink.newBuilder().setDumpId(Ids.dumpId(segmentId, dump.getSequence()));
    if (dump.getOpenSpanPlusOne() > 0 && !segmentId.isEmpty()) {
      return link.setSpanId(Ids.globalSpanId(segmentId, dump.getOpenSpanPlusOne() - 1))
          .setHow(LinkReason.OPEN_SPAN)
          .build();
    }
    SpanInterval span = innermostAt(dump, serviceInstance, candidates);
    if (span != null) {
      return link.setSpanId(Ids.globalSpanId(span.segmentId, span.spanIndex))
          .setHow(LinkReason.TIME_WINDOW)
          .build();
    }
    boolean segmentKnown = candidates.stream().anyMatch(c -> c.segmentId.equals(segmentId));
    return link.setHow(segmentKnown ? LinkReason.SEGMENT_ONLY : LinkReason.UNLINKED).build();
  }

  private static @Nullable SpanInterval innermostAt(
      ThreadDump dump, String serviceInstance, Collection<SpanInterval> candidates) {
    SpanInterval best = null;
    for (SpanInterval candidate : candidates) {
      if (candidate.serviceInstance.equals(serviceInstance)
          && candidate.threadId != 0
          && candidate.threadId == dump.getThread().getId()
          && candidate.covers(dump.getTimeMicros(), TOLERANCE_MICROS)
          && (best == null || isCloser(candidate, best, dump.getTimeMicros()))) {
        best = candidate;
      }
    }
    return best;
  }

  /**
   * A span that truly holds the instant beats one that only does so by tolerance: otherwise a short
   * deep span would claim dumps of its surroundings.
   */
  private static boolean isCloser(SpanInterval candidate, SpanInterval best, long timeMicros) {
    boolean exact = candidate.covers(timeMicros, 0);
    if (exact != best.covers(timeMicros, 0)) {
      return exact;
    }
    if (candidate.depth != best.depth) {
      return candidate.depth > best.depth;
    }
    if (candidate.startMicros != best.startMicros) {
      return candidate.startMicros > best.startMicros;
    }
    // Any total order will do, so that the order of arrival does not matter.
    int bySegment = candidate.segmentId.compareTo(best.segmentId);
    return bySegment != 0 ? bySegment > 0 : candidate.spanIndex > best.spanIndex;
  }

  private static int depth(Span span, Map<Integer, Span> byIndex) {
    int depth = 0;
    Span parent = byIndex.get(span.getParentSpanId());
    // A malformed segment may hold a cycle; no chain is longer than the segment.
    while (parent != null && depth < byIndex.size()) {
      depth++;
      parent = byIndex.get(parent.getParentSpanId());
    }
    return depth;
  }
}
