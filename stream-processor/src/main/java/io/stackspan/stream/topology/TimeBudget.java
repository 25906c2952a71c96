package io.stackspan.stream.topology;

import java.time.Duration;

/**
 * How long one punctuation may keep the thread from records. Real time, also in tests that move the
 * wall clock by hand.
 */
final class TimeBudget {
  private final long endNanos;

  private TimeBudget(long endNanos) {
    this.endNanos = endNanos;
  }

  static TimeBudget of(Duration duration) {
    return new TimeBudget(System.nanoTime() + duration.toNanos());
  }

  boolean isSpent() {
    return System.nanoTime() - endNanos > 0;
  }
}
