package io.stackspan.agent.threaddump;

import java.util.Collections;
import java.util.List;

/** How far the dumping for one ticket has come. Used by the sampler's thread. */
final class TicketProgress {
  private final long startNanos;
  private final long startMicros;
  private long dueNanos;
  private int sequence;
  private boolean full;
  private long cpuBase = -1;
  private long allocatedBase = -1;
  private List<StackTraceElement> lastFrames = Collections.emptyList();
  private List<StackTraceElement> lastOwnerFrames = Collections.emptyList();

  TicketProgress(long startNanos, long startMicros, long dueNanos) {
    this.startNanos = startNanos;
    this.startMicros = startMicros;
    this.dueNanos = dueNanos;
  }

  long microsAt(long nanoTime) {
    return startMicros + (nanoTime - startNanos) / 1000;
  }

  long dueNanos() {
    return dueNanos;
  }

  void dueNanos(long nanoTime) {
    dueNanos = nanoTime;
  }

  long ageNanos(long nanoTime) {
    return nanoTime - startNanos;
  }

  /** The next due instant after the given one. */
  void scheduleAfter(long nowNanos, DumpSchedule schedule) {
    dueNanos = startNanos + schedule.nextAgeNanos(ageNanos(nowNanos));
  }

  int sequence() {
    return sequence;
  }

  void added() {
    sequence++;
  }

  /** Whether the ticket takes no more. */
  boolean isFull() {
    return full;
  }

  void refused() {
    full = true;
  }

  boolean hasBase() {
    return cpuBase >= 0 || allocatedBase >= 0;
  }

  void base(long cpuNanos, long allocatedBytes) {
    cpuBase = cpuNanos;
    allocatedBase = allocatedBytes;
  }

  /** -1: not measured. */
  long cpuSince(long cpuNanos) {
    return cpuBase < 0 || cpuNanos < 0 ? -1 : Math.max(0, cpuNanos - cpuBase);
  }

  /** -1: not measured. */
  long allocatedSince(long allocatedBytes) {
    return allocatedBase < 0 || allocatedBytes < 0
        ? -1
        : Math.max(0, allocatedBytes - allocatedBase);
  }

  /** The same list again while a stack stays the same: a hung request's samples stay small. */
  List<StackTraceElement> shared(List<StackTraceElement> frames) {
    if (!frames.equals(lastFrames)) {
      lastFrames = frames;
    }
    return lastFrames;
  }

  List<StackTraceElement> sharedOwner(List<StackTraceElement> frames) {
    if (!frames.equals(lastOwnerFrames)) {
      lastOwnerFrames = frames;
    }
    return lastOwnerFrames;
  }
}
