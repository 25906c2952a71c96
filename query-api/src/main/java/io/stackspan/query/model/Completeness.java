package io.stackspan.query.model;

import java.util.List;

/**
 * What an answer covers.
 *
 * @param failures a line for each shard that could not answer
 * @param timedOut the time limit ended the search early
 * @param completeUntilMicros everything that Kafka acknowledged before this instant is in the
 *     answer; 0: unknown
 * @param truncated the answer leaves out something that was found, because a limit was met
 */
public record Completeness(
    int shardsAsked,
    int shardsOk,
    List<String> failures,
    boolean timedOut,
    long completeUntilMicros,
    List<Gap> gaps,
    boolean truncated) {
  public Completeness {
    failures = List.copyOf(failures);
    gaps = List.copyOf(gaps);
  }
}
