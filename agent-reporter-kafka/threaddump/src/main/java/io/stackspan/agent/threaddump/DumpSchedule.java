package io.stackspan.agent.threaddump;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * When to dump, by the age of the request: dense at the beginning, where most requests end, then on
 * multiples of the period. Used by the sampler's thread.
 */
final class DumpSchedule {
  /** Dumps due within this time of each other are taken together. */
  static final long SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long[] DENSE_START = {
    TimeUnit.MILLISECONDS.toNanos(25),
    TimeUnit.MILLISECONDS.toNanos(50),
    TimeUnit.MILLISECONDS.toNanos(100),
    TimeUnit.MILLISECONDS.toNanos(200)
  };

  private final long periodNanos;
  private final double jitter;
  private final SplittableRandom random = new SplittableRandom();

  DumpSchedule(Duration period, double jitter) {
    this.periodNanos = period.toNanos();
    this.jitter = jitter;
  }

  /** The earliest age at which a dump can be due. */
  long firstNanos() {
    return Math.min(DENSE_START[0], periodNanos);
  }

  /**
   * Age at which the next dump is due, seen from the given age. What was missed is not made up for.
   */
  long nextAgeNanos(long ageNanos) {
    long after = ageNanos + SLACK_NANOS;
    long previous = 0;
    for (long dense : DENSE_START) {
      if (dense >= periodNanos) {
        break;
      }
      if (dense > after) {
        return jittered(previous, dense);
      }
      previous = dense;
    }
    long periods = after / periodNanos + 1;
    return jittered(Math.max(previous, (periods - 1) * periodNanos), periods * periodNanos);
  }

  private long jittered(long previous, long due) {
    return due + (long) ((due - previous) * jitter * random.nextDouble());
  }
}
