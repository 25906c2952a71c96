package io.stackspan.wire;

import static java.util.Objects.requireNonNull;

/** When one span was open, and on which thread: all that {@link DumpLinker} needs of it. */
public final class SpanInterval {
  final String segmentId;
  final int spanIndex;
  final String serviceInstance;
  final long threadId;
  final int depth;
  final long startMicros;
  final long endMicros;

  /**
   * @param threadId 0 when unknown
   * @param depth number of ancestors within the segment
   */
  public SpanInterval(
      String segmentId,
      int spanIndex,
      String serviceInstance,
      long threadId,
      int depth,
      long startMicros,
      long endMicros) {
    this.segmentId = requireNonNull(segmentId, "segmentId");
    this.spanIndex = spanIndex;
    this.serviceInstance = requireNonNull(serviceInstance, "serviceInstance");
    this.threadId = threadId;
    this.depth = depth;
    this.startMicros = startMicros;
    this.endMicros = endMicros;
  }

  boolean covers(long timeMicros, long toleranceMicros) {
    return startMicros - toleranceMicros <= timeMicros && timeMicros <= endMicros + toleranceMicros;
  }
}
