package io.stackspan.query.finding;

import io.stackspan.query.model.Dump;
import io.stackspan.query.model.Span;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much time one dump stands for. Agents take a first dump one interval after the thread began
 * its work and then one per interval, so the distance between dumps is what each explains. Pure.
 */
final class SamplingInterval {
  private SamplingInterval() {}

  /**
   * Microseconds: the median distance of the thread's dumps; of a single dump, its distance from
   * the start.
   *
   * @param dumps of one thread in one segment, by time, at least one
   * @param span to which at least one of the dumps belongs
   */
  static long micros(List<Dump> dumps, Span span) {
    if (dumps.size() == 1) {
      return Math.max(0, dumps.getFirst().timeMicros() - span.startMicros());
    }
    long[] distances =
        IntStream.range(1, dumps.size())
            .mapToLong(i -> dumps.get(i).timeMicros() - dumps.get(i - 1).timeMicros())
            .sorted()
            .toArray();
    return distances[distances.length / 2];
  }
}
