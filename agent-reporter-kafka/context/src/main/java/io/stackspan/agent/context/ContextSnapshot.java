package io.stackspan.agent.context;

import java.util.Map;

/** Where a trace stood when work was handed to another thread. Immutable. */
public final class ContextSnapshot {
  private final String traceId;
  private final String segmentId;
  private final int spanId;
  private final String endpoint;
  private final boolean sampled;
  private final boolean dumpFlag;
  private final Map<String, String> correlation;
  private final String tracestate;

  ContextSnapshot(
      String traceId,
      String segmentId,
      int spanId,
      String endpoint,
      boolean sampled,
      boolean dumpFlag,
      Map<String, String> correlation,
      String tracestate) {
    this.traceId = traceId;
    this.segmentId = segmentId;
    this.spanId = spanId;
    this.endpoint = endpoint;
    this.sampled = sampled;
    this.dumpFlag = dumpFlag;
    this.correlation = correlation;
    this.tracestate = tracestate;
  }

  public String traceId() {
    return traceId;
  }

  String segmentId() {
    return segmentId;
  }

  /** Index of the span that was active. */
  int spanId() {
    return spanId;
  }

  /** Operation of the entry span of the segment; empty when there is none. */
  String endpoint() {
    return endpoint;
  }

  boolean isSampled() {
    return sampled;
  }

  /** Whether the threads that work for the trace are to be dumped. */
  public boolean isDumpFlag() {
    return dumpFlag;
  }

  Map<String, String> correlation() {
    return correlation;
  }

  String tracestate() {
    return tracestate;
  }
}
