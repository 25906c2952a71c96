package io.stackspan.agent.context;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides at the head of a trace whether it is recorded. Asked once per trace: what comes with a
 * caller's decision, or with the dump flag, does not ask. Any thread.
 */
public abstract class TraceSampler {
  private static final TraceSampler ALWAYS = new Share(1);
  private static final TraceSampler NEVER = new Share(0);
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(3);

  TraceSampler() {}

  abstract boolean sampleRoot();

  public static TraceSampler always() {
    return ALWAYS;
  }

  public static TraceSampler never() {
    return NEVER;
  }

  /**
   * @param share 0 to 1
   */
  public static TraceSampler share(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share is not from 0 to 1: " + share);
    }
    return new Share(share);
  }

  /**
   * @param traces 0 to 1,000,000 in each window of three seconds
   */
  public static TraceSampler perThreeSeconds(int traces) {
    if (traces < 0 || traces > 1_000_000) {
      throw new IllegalArgumentException("traces are not from 0 to 1000000: " + traces);
    }
    return new Rate(traces);
  }

  /**
   * @param rule {@code always}, {@code never}, a percentage such as {@code 2.5%}, or a rate such as
   *     {@code 100/3s}
   * @throws IllegalArgumentException says what is wanted
   */
  public static TraceSampler parse(String rule) {
    String text = rule.trim().toLowerCase(Locale.ROOT);
    try {
      if (text.equals("always")) {
        return always();
      }
      if (text.equals("never")) {
        return never();
      }
      if (text.endsWith("%")) {
        return share(Double.parseDouble(text.substring(0, text.length() - 1)) / 100);
      }
      if (text.endsWith("/3s")) {
        return perThreeSeconds(Integer.parseInt(text.substring(0, text.length() - 3)));
      }
    } catch (IllegalArgumentException e) {
      // Falls through: a number that is none, or out of its bounds.
    }
    throw new IllegalArgumentException(
        "'" + rule + "' is not always, never, a percentage such as 2.5%, or a rate such as 100/3s");
  }

  /** A share of all traces, by chance. */
  private static final class Share extends TraceSampler {
    private final double share;

    Share(double share) {
      this.share = share;
    }

    @Override
    boolean sampleRoot() {
      return share >= 1 || share > 0 && ThreadLocalRandom.current().nextDouble() < share;
    }
  }

  /** The first so many traces of each window. */
  private static final class Rate extends TraceSampler {
    private static final int COUNT_BITS = 20;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    private final int traces;

    /** Number of the window, and how many traces it has had. */
    private final AtomicLong windowAndCount = new AtomicLong();

    Rate(int traces) {
      this.traces = traces;
    }

    /** Tries again after a lost race: otherwise fewer than allowed would pass under load. */
    @Override
    boolean sampleRoot() {
      while (true) {
        long window = System.nanoTime() / WINDOW_NANOS & Long.MAX_VALUE >>> COUNT_BITS;
        long seen = windowAndCount.get();
        long count = seen >>> COUNT_BITS == window ? seen & COUNT_MASK : 0;
        if (count >= traces) {
          return false;
        }
        if (windowAndCount.compareAndSet(seen, window << COUNT_BITS | count + 1)) {
          return true;
        }
      }
    }
  }
}
