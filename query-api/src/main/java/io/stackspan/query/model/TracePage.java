package io.stackspan.query.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Traces that meet a search.
 *
 * @param nextCursor continues behind the last trace of this page; absent at the end
 * @param totalIsLowerBound total counts only what was seen before a limit was met
 */
public record TracePage(
    List<TraceOverview> traces,
    @Nullable String nextCursor,
    long total,
    boolean totalIsLowerBound,
    Completeness completeness) {
  public TracePage {
    traces = List.copyOf(traces);
  }
}
