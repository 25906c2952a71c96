package io.stackspan.agent.context;

import java.util.List;

/** A finished segment, ready to be reported. Not changed any more. */
public final class TraceSegment {
  private final String traceId;
  private final String segmentId;
  private final List<String> otherTraceIds;
  private final List<TracingSpan> spans;
  private final boolean sizeLimited;
  private final boolean flagged;
  private final boolean skipAnalysis;
  private final List<Object> dumps;
  private final int dumpsLeftOut;

  TraceSegment(
      String traceId,
      String segmentId,
      List<String> otherTraceIds,
      List<TracingSpan> spans,
      boolean sizeLimited,
      boolean flagged,
      boolean skipAnalysis,
      List<Object> dumps,
      int dumpsLeftOut) {
    this.traceId = traceId;
    this.segmentId = segmentId;
    this.otherTraceIds = otherTraceIds;
    this.spans = spans;
    this.sizeLimited = sizeLimited;
    this.flagged = flagged;
    this.skipAnalysis = skipAnalysis;
    this.dumps = dumps;
    this.dumpsLeftOut = dumpsLeftOut;
  }

  public String traceId() {
    return traceId;
  }

  public String segmentId() {
    return segmentId;
  }

  /** Further traces that the segment also works for; mostly empty. */
  public List<String> otherTraceIds() {
    return otherTraceIds;
  }

  /** In order of completion. */
  public List<TracingSpan> spans() {
    return spans;
  }

  /** Whether spans beyond the limit were left out. */
  public boolean isSizeLimited() {
    return sizeLimited;
  }

  /** Whether the request carried the dump flag. */
  public boolean isFlagged() {
    return flagged;
  }

  /** Whether the caller asked that the spans be left out of statistics. */
  public boolean isSkipAnalysis() {
    return skipAnalysis;
  }

  /** What the dump sampler added to the ticket, in order of time. */
  public List<Object> dumps() {
    return dumps;
  }

  /** Dumps that were due but not taken or not kept. */
  public int dumpsLeftOut() {
    return dumpsLeftOut;
  }
}
