package io.stackspan.query.trace;

import io.stackspan.query.model.Span;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Spans by start; of equal starts, parents before children; then by id. Pure. */
final class SpanOrder {
  private SpanOrder() {}

  static List<Span> sorted(List<Span> spans) {
    Map<String, Span> byId = new HashMap<>();
    spans.forEach(span -> byId.put(span.spanId(), span));
    Map<String, Integer> depths = new HashMap<>();
    spans.forEach(span -> depths.put(span.spanId(), depth(span, byId)));
    return spans.stream()
        .sorted(
            Comparator.comparingLong(Span::startMicros)
                .thenComparingInt(span -> depths.getOrDefault(span.spanId(), 0))
                .thenComparing(Span::spanId))
        .toList();
  }

  /**
   * Ancestors of the same start: the others are ordered by time already, which keeps this short for
   * deep traces. A malformed trace may hold a cycle; no chain is longer than the trace.
   */
  private static int depth(Span span, Map<String, Span> byId) {
    int depth = 0;
    Span parent = byId.get(span.parentSpanId());
    while (parent != null && parent.startMicros() == span.startMicros() && depth < byId.size()) {
      depth++;
      parent = byId.get(parent.parentSpanId());
    }
    return depth;
  }
}
