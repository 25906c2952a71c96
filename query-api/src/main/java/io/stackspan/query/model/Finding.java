package io.stackspan.query.model;

import java.util.List;

/**
 * A reason why a span took its time.
 *
 * @param sentence for people
 * @param shareOfSpan part of the span's duration that it explains, 0 to 1, estimated from the
 *     distance between dumps
 * @param dumpIds the evidence, in order of time
 */
public record Finding(
    FindingKind kind,
    String spanId,
    String sentence,
    Severity severity,
    double shareOfSpan,
    List<String> dumpIds) {
  public Finding {
    dumpIds = List.copyOf(dumpIds);
  }
}
