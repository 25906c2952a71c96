package io.stackspan.query.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One trace in a line.
 *
 * @param version counts refinements within a generation; 0: the stream has not spoken yet
 * @param startMicros since the epoch
 * @param endMicros since the epoch
 * @param rootService absent while no root has come
 * @param rootOperation absent while no root has come
 * @param services distinct, sorted
 * @param missingParents segments that are referred to but have not come
 */
public record TraceOverview(
    String traceId,
    TraceStatus status,
    long version,
    int generation,
    long startMicros,
    long endMicros,
    long durationMicros,
    @Nullable String rootService,
    @Nullable String rootOperation,
    List<String> services,
    int segmentCount,
    int spanCount,
    int errorCount,
    int dumpCount,
    int linkedDumpCount,
    List<String> missingParents) {
  public TraceOverview {
    services = List.copyOf(services);
    missingParents = List.copyOf(missingParents);
  }
}
