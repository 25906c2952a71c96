package io.stackspan.agent.threaddump;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One watched thread at one instant. Immutable; equal stacks of consecutive samples of a segment
 * share one list.
 */
public final class ThreadSample {
  private final Builder values;

  private ThreadSample(Builder values) {
    this.values = values;
  }

  public static Builder newBuilder() {
    return new Builder();
  }

  /** Microseconds since the epoch, on the segment's clock. */
  public long timeMicros() {
    return values.timeMicros;
  }

  /** 0, 1, 2 … within the segment. */
  public int sequence() {
    return values.sequence;
  }

  public long threadId() {
    return values.threadId;
  }

  public String threadName() {
    return values.threadName;
  }

  public boolean isVirtual() {
    return values.virtual;
  }

  public boolean isDaemon() {
    return values.daemon;
  }

  /** Null: it changed while it was read (virtual threads). */
  public Thread.@Nullable State state() {
    return values.state;
  }

  /** Index of the innermost open span; -1: none, or it changed during the reading. */
  public int openSpan() {
    return values.openSpan;
  }

  /** Top first. */
  public List<StackTraceElement> frames() {
    return values.frames;
  }

  /** Whether the stack was deeper than {@link #frames}. */
  public boolean isTruncated() {
    return values.truncated;
  }

  /** Null: the thread waits for nothing that is known. */
  public @Nullable LockWait waitingOn() {
    return values.waitingOn;
  }

  public List<HeldMonitor> monitors() {
    return values.monitors;
  }

  /** CPU time of the thread since it was first watched for this segment; -1: not measured. */
  public long cpuNanos() {
    return values.cpuNanos;
  }

  /**
   * Bytes allocated by the thread since it was first watched for this segment; -1: not measured.
   */
  public long allocatedBytes() {
    return values.allocatedBytes;
  }

  /** Use once, from one thread. */
  public static final class Builder {
    private long timeMicros;
    private int sequence;
    private long threadId;
    private String threadName = "";
    private boolean virtual;
    private boolean daemon;
    private Thread.@Nullable State state;
    private int openSpan = -1;
    private List<StackTraceElement> frames = Collections.emptyList();
    private boolean truncated;
    private @Nullable LockWait waitingOn;
    private List<HeldMonitor> monitors = Collections.emptyList();
    private long cpuNanos = -1;
    private long allocatedBytes = -1;

    private Builder() {}

    public Builder time(long micros, int sequenceInSegment) {
      timeMicros = micros;
      sequence = sequenceInSegment;
      return this;
    }

    public Builder thread(long id, String name, boolean isVirtual, boolean isDaemon) {
      threadId = id;
      threadName = name;
      virtual = isVirtual;
      daemon = isDaemon;
      return this;
    }

    public Builder state(Thread.@Nullable State newState) {
      state = newState;
      return this;
    }

    public Builder openSpan(int spanId) {
      openSpan = spanId;
      return this;
    }

    /**
     * @param newFrames not changed any more
     */
    public Builder frames(List<StackTraceElement> newFrames, boolean isTruncated) {
      frames = newFrames;
      truncated = isTruncated;
      return this;
    }

    public Builder waitingOn(@Nullable LockWait newWaitingOn) {
      waitingOn = newWaitingOn;
      return this;
    }

    /**
     * @param newMonitors not changed any more
     */
    public Builder monitors(List<HeldMonitor> newMonitors) {
      monitors = newMonitors;
      return this;
    }

    public Builder cost(long newCpuNanos, long newAllocatedBytes) {
      cpuNanos = newCpuNanos;
      allocatedBytes = newAllocatedBytes;
      return this;
    }

    public ThreadSample build() {
      return new ThreadSample(this);
    }
  }
}
