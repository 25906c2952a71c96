package io.stackspan.agent.threaddump;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The thread that holds what another one waits for, as of the same instant. Immutable. */
public final class LockOwner {
  private final long threadId;
  private final String threadName;
  private final Thread.@Nullable State state;
  private final List<StackTraceElement> frames;
  private final String traceId;
  private final String segmentId;
  private final int openSpan;

  /**
   * @param state null: not read
   * @param frames top first; empty: not read
   * @param traceId empty: the owner works for no flagged request that is known
   * @param openSpan index in the owner's segment; -1: unknown
   */
  public LockOwner(
      long threadId,
      String threadName,
      Thread.@Nullable State state,
      List<StackTraceElement> frames,
      String traceId,
      String segmentId,
      int openSpan) {
    this.threadId = threadId;
    this.threadName = threadName;
    this.state = state;
    this.frames = frames;
    this.traceId = traceId;
    this.segmentId = segmentId;
    this.openSpan = openSpan;
  }

  public long threadId() {
    return threadId;
  }

  public String threadName() {
    return threadName;
  }

  /** Null: the owner changed during the reading, so that this was not read. */
  public Thread.@Nullable State state() {
    return state;
  }

  /** Top first; empty when not read. */
  public List<StackTraceElement> frames() {
    return frames;
  }

  /** The flagged request that the owner works for; empty: none that is known. */
  public String traceId() {
    return traceId;
  }

  /** Empty exactly when {@link #traceId} is. */
  public String segmentId() {
    return segmentId;
  }

  /** Index in the owner's segment of its innermost open span; -1: unknown. */
  public int openSpan() {
    return openSpan;
  }
}
