package io.stackspan.demo;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits for what another process will do: asks again and again, up to a deadline. */
final class Await {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Await() {}

  /** Asks once. */
  interface Probe<T> {
    /** Null: not yet. An {@link IOException} is "not yet" as well. */
    @Nullable T ask() throws IOException, InterruptedException;
  }

  /** Waits until {@code probe} gives something; see {@link #until(Duration, Duration, Probe)}. */
  static <T> T until(String what, Duration limit, Probe<T> probe) throws InterruptedException {
    T answer = until(limit, PAUSE, probe);
    if (answer == null) {
      throw new DemoException(what + ": not within " + limit.toSeconds() + " s");
    }
    return answer;
  }

  /** Null when the deadline has passed; asks at least once. */
  static <T> @Nullable T until(Duration limit, Duration pause, Probe<T> probe)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      T answer = askOnce(probe);
      if (answer != null || System.nanoTime() > end) {
        return answer;
      }
      Thread.sleep(pause.toMillis());
    }
  }

  private static <T> @Nullable T askOnce(Probe<T> probe) throws InterruptedException {
    try {
      return probe.ask();
    } catch (IOException e) {
      return null;
    }
  }
}
