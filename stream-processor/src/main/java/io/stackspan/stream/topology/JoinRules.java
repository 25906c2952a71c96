package io.stackspan.stream.topology;

import static java.util.Objects.requireNonNull;

import io.stackspan.stream.trace.RecordReader;
import io.stackspan.wire.Topics;

/** What all tasks of the topology share. Immutable, but for the meters. */
public record JoinRules(
    Topics topics, RecordReader reader, TraceTiming timing, StreamMetrics metrics) {
  public JoinRules {
    requireNonNull(topics, "topics");
    requireNonNull(reader, "reader");
    requireNonNull(timing, "timing");
    requireNonNull(metrics, "metrics");
  }
}
