package io.stackspan.agent.threaddump;

import java.util.concurrent.TimeUnit;

/**
 * Keeps the time spent on reading threads under a share of wall time. What is not used is saved up
 * for a minute, so that a rare flagged request gets all its dumps, while requests flagged all the
 * time get as many as the share allows. Used by the sampler's thread.
 */
final class DumpBudget {
  private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final double share;
  private final long maxCreditNanos;
  private double creditNanos;
  private long lastNanos;

  /**
   * @param share of wall time, above 0, up to 1
   */
  DumpBudget(double share, long nowNanos) {
    this.share = share;
    this.maxCreditNanos = (long) (share * WINDOW_NANOS);
    this.creditNanos = maxCreditNanos;
    this.lastNanos = nowNanos;
  }

  /** Whether anything is left to spend. */
  boolean allows(long nowNanos) {
    creditNanos = Math.min(maxCreditNanos, creditNanos + (nowNanos - lastNanos) * share);
    lastNanos = nowNanos;
    return creditNanos > 0;
  }

  void spend(long nanos) {
    creditNanos -= nanos;
  }
}
