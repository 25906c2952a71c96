package io.stackspan.index.search;

import io.stackspan.index.store.IndexView;
import io.stackspan.proto.v1.Completeness;

/** The part that every answer has. */
final class Answers {
  private Answers() {}

  /**
   * @param completeUntilMicros read before the view was taken
   */
  static Completeness completeness(
      IndexView view, Coverage coverage, long completeUntilMicros, boolean timedOut) {
    return Completeness.newBuilder()
        .setShardsAsked(view.shardsAsked())
        .setShardsOk(view.shardsAsked() - view.failures().size())
        .addAllFailures(view.failures())
        .setTimedOut(timedOut)
        .setCompleteUntilMicros(completeUntilMicros)
        .addAllGaps(coverage.gaps())
        .build();
  }
}
