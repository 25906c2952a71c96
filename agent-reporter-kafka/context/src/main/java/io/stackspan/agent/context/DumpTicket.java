package io.stackspan.agent.context;

import java.util.ArrayList;
import java.util.List;

/**
 * The right to dump whichever thread works for one flagged segment, and where its dumps gather
 * until the segment finishes. The dump sampler adds, the finishing thread closes; both may be any
 * thread.
 */
public final class DumpTicket {
  private final String traceId;
  private final String segmentId;
  private final long startNanos = System.nanoTime();
  private final long startMicros;
  private final int maxDumps;
  private final List<Object> dumps = new ArrayList<>(4);
  private int leftOut;
  private boolean closed;

  /** Index of the innermost open span; -1 for none. Written by the working thread alone. */
  private volatile int openSpan = -1;

  /**
   * @param maxDumps what is beyond is left out
   */
  DumpTicket(String traceId, String segmentId, SegmentClock clock, int maxDumps) {
    this.startMicros = clock.microsAt(startNanos);
    this.traceId = traceId;
    this.segmentId = segmentId;
    this.maxDumps = maxDumps;
  }

  public String traceId() {
    return traceId;
  }

  public String segmentId() {
    return segmentId;
  }

  /** Instant of {@link System#nanoTime} at which the segment began. */
  public long startNanos() {
    return startNanos;
  }

  /** The same instant in microseconds since the epoch, by the clock that times the spans. */
  public long startMicros() {
    return startMicros;
  }

  public int openSpan() {
    return openSpan;
  }

  /** False, and counted as left out, when the segment has finished or holds as many as it may. */
  public synchronized boolean add(Object dump) {
    if (closed || dumps.size() >= maxDumps) {
      leftOut++;
      return false;
    }
    dumps.add(dump);
    return true;
  }

  /** A dump that was due but not taken, or taken and discarded. */
  public synchronized void countLeftOut() {
    leftOut++;
  }

  synchronized boolean hasDumps() {
    return !dumps.isEmpty();
  }

  /** All dumps in the order of {@link #add}; what comes later is left out. */
  synchronized List<Object> close() {
    closed = true;
    return new ArrayList<>(dumps);
  }

  synchronized int leftOut() {
    return leftOut;
  }

  void openSpan(int spanId) {
    openSpan = spanId;
  }
}
