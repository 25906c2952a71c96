package io.stackspan.agent.threaddump;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** How often, how deep and for how many threads to dump. Immutable. */
public final class ThreadDumpConfig {
  private static final ThreadDumpConfig DEFAULTS =
      new ThreadDumpConfig(Duration.ofMillis(300), 0.1, 512, 64, 0.005);

  private final Duration period;
  private final double jitter;
  private final int maxFrames;
  private final int maxWatched;
  private final double budget;

  private ThreadDumpConfig(
      Duration period, double jitter, int maxFrames, int maxWatched, double budget) {
    this.period = period;
    this.jitter = jitter;
    this.maxFrames = maxFrames;
    this.maxWatched = maxWatched;
    this.budget = budget;
  }

  /** Every 300 ms, 512 frames, 64 threads, 0.5 % of wall time. */
  public static ThreadDumpConfig defaults() {
    return DEFAULTS;
  }

  /**
   * Time between two dumps of a thread once its request is older than that; denser before (25, 50,
   * 100, 200 ms, as far as they are less).
   *
   * @param period at least 1 ms
   */
  public ThreadDumpConfig withPeriod(Duration period) {
    requireNonNull(period, "period");
    check(period.toMillis() >= 1, "period", period);
    return new ThreadDumpConfig(period, jitter, maxFrames, maxWatched, budget);
  }

  /**
   * By which share of the time between two dumps a dump may be late by chance, so that sampling
   * does not fall into step with work that is periodic itself.
   *
   * @param jitter 0 to 0.5; default 0.1
   */
  public ThreadDumpConfig withJitter(double jitter) {
    check(jitter >= 0 && jitter <= 0.5, "jitter", jitter);
    return new ThreadDumpConfig(period, jitter, maxFrames, maxWatched, budget);
  }

  /** Frames of a stack, from the top; what is deeper is cut and the sample says so. */
  public ThreadDumpConfig withMaxFrames(int maxFrames) {
    check(maxFrames >= 1, "maxFrames", maxFrames);
    return new ThreadDumpConfig(period, jitter, maxFrames, maxWatched, budget);
  }

  /** Threads watched at the same time. */
  public ThreadDumpConfig withMaxWatched(int maxWatched) {
    check(maxWatched >= 1, "maxWatched", maxWatched);
    return new ThreadDumpConfig(period, jitter, maxFrames, maxWatched, budget);
  }

  /**
   * Share of wall time that may go into reading threads.
   *
   * @param budget above 0, up to 1
   */
  public ThreadDumpConfig withBudget(double budget) {
    check(budget > 0 && budget <= 1, "budget", budget);
    return new ThreadDumpConfig(period, jitter, maxFrames, maxWatched, budget);
  }

  public Duration period() {
    return period;
  }

  public double jitter() {
    return jitter;
  }

  public int maxFrames() {
    return maxFrames;
  }

  public int maxWatched() {
    return maxWatched;
  }

  public double budget() {
    return budget;
  }

  private static void check(boolean isValid, String name, Object value) {
    if (!isValid) {
      throw new IllegalArgumentException(name + " is out of bounds: " + value);
    }
  }
}
