package io.stackspan.demo.shop;

import java.time.Duration;

/** Burns CPU: looks for the best price among far too many candidates. */
final class PriceCalculator {
  private PriceCalculator() {}

  /** Works for about {@code howLong} and returns the best candidate found. */
  static long bestPrice(Duration howLong) {
    long end = System.nanoTime() + howLong.toNanos();
    long best = 0;
    for (long candidate = 1; System.nanoTime() < end; candidate++) {
      best = Math.max(best, score(candidate));
    }
    return best;
  }

  private static long score(long candidate) {
    long value = candidate;
    for (int round = 0; round < 10_000; round++) {
      value = value * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
    }
    return value >>> 40;
  }
}
