package io.stackspan.agent.context;

/** Wall-clock microseconds that never run backwards within one segment. */
final class SegmentClock {
  private final long startMicros = System.currentTimeMillis() * 1000;
  private final long startNanos = System.nanoTime();

  /**
   * Microseconds since the epoch, as the wall clock was at the segment's start plus what passed.
   */
  long nowMicros() {
    return microsAt(System.nanoTime());
  }

  /** The same for an instant of {@link System#nanoTime}. */
  long microsAt(long nanoTime) {
    return startMicros + (nanoTime - startNanos) / 1000;
  }
}
