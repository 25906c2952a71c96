package io.stackspan.stream.topology;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When summaries are emitted and when a trace is forgotten; all by the processor's wall clock.
 *
 * @param emitDelay longest wait of a change that is not told at once
 * @param finalAfter quiet time after which the last summary is emitted once more, recomputed
 * @param forgetAfter quiet time after which the trace's parts are removed
 * @param rememberFor how long its generation and totals are known after that
 */
public record TraceTiming(
    Duration emitDelay, Duration finalAfter, Duration forgetAfter, Duration rememberFor) {
  public TraceTiming {
    requireNonNull(emitDelay, "emitDelay");
    requireNonNull(rememberFor, "rememberFor");
    if (emitDelay.compareTo(finalAfter) >= 0 || finalAfter.compareTo(forgetAfter) >= 0) {
      throw new IllegalArgumentException(
          "emit-delay, final-after and forget-after must grow in this order: %s, %s, %s"
              .formatted(emitDelay, finalAfter, forgetAfter));
    }
  }
}
