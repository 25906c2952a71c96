package io.stackspan.query.backend;

import io.stackspan.proto.v1.Completeness;
import java.util.List;

/** Puts together what several parts say of their completeness. Pure. */
final class Completions {
  private Completions() {}

  /**
   * @param failures of parts that gave no answer; each counts as one shard that was asked
   * @throws StoreUnavailableException when shards were asked and none answered
   */
  static Completeness merge(List<Completeness> answered, List<String> failures) {
    Completeness.Builder merged = Completeness.newBuilder();
    long completeUntil = failures.isEmpty() ? Long.MAX_VALUE : 0;
    int asked = failures.size();
    int ok = 0;
    for (Completeness part : answered) {
      asked += part.getShardsAsked();
      ok += part.getShardsOk();
      merged
          .addAllFailures(part.getFailuresList())
          .addAllGaps(part.getGapsList())
          .setTimedOut(merged.getTimedOut() || part.getTimedOut());
      // 0 is unknown, and unknown of one part is unknown of all.
      completeUntil = Math.min(completeUntil, part.getCompleteUntilMicros());
    }
    merged.addAllFailures(failures).setShardsAsked(asked).setShardsOk(ok);
    if (answered.isEmpty() || asked > 0 && ok == 0) {
      throw new StoreUnavailableException(merged.getFailuresList());
    }
    return merged.setCompleteUntilMicros(completeUntil).build();
  }
}
