package io.stackspan.query.trace;

import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.query.model.Dump;
import io.stackspan.query.model.Span;
import io.stackspan.query.model.SpanReference;
import io.stackspan.query.model.TraceOverview;
import io.stackspan.query.model.TraceStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Traces in a line each, from the stream's summary or from the records themselves. Pure. */
final class Overviews {
  private Overviews() {}

  /** What the stream says. */
  static TraceOverview of(TraceSummary summary) {
    long duration = Math.max(0, summary.getEndMicros() - summary.getStartMicros());
    int linked =
        (int) summary.getLinksList().stream().filter(link -> !link.getSpanId().isEmpty()).count();
    return new TraceOverview(
        summary.getTraceId(),
        status(summary.getStatus()),
        summary.getVersion(),
        summary.getGeneration(),
        summary.getStartMicros(),
        summary.getEndMicros(),
        duration,
        orNull(summary.getRootService()),
        orNull(summary.getRootOperation()),
        summary.getServicesList(),
        summary.getSegmentCount(),
        summary.getSpanCount(),
        summary.getErrorCount(),
        summary.getDumpCount(),
        linked,
        summary.getMissingParentsList());
  }

  /**
   * What the answer's own records say, so that its counts fit its lists. Status, version and
   * generation are the stream's, once it has spoken.
   *
   * @param trace not empty
   */
  static TraceOverview of(String traceId, @Nullable TraceSummary summary, AssembledTrace trace) {
    List<Span> spans = trace.spans();
    List<Dump> dumps = trace.dumps();
    long start = dumps.isEmpty() ? 0 : dumps.getFirst().timeMicros();
    long end = dumps.isEmpty() ? 0 : dumps.getLast().timeMicros();
    if (!spans.isEmpty()) {
      start = spans.getFirst().startMicros();
      end = spans.stream().mapToLong(Span::endMicros).max().orElse(end);
    }
    Span root = rootOrNull(spans);
    List<String> missingParents = missingParents(traceId, spans);
    return new TraceOverview(
        traceId,
        summary != null ? status(summary.getStatus()) : status(spans, root, missingParents),
        summary != null ? summary.getVersion() : 0,
        summary != null ? summary.getGeneration() : 0,
        start,
        end,
        Math.max(0, end - start),
        root != null ? root.service() : null,
        root != null ? root.operation() : null,
        services(spans, dumps),
        trace.segmentCount(),
        spans.size(),
        (int) spans.stream().filter(Span::error).count(),
        dumps.size(),
        (int) dumps.stream().filter(dump -> dump.spanId() != null).count(),
        missingParents);
  }

  private static @Nullable Span rootOrNull(List<Span> spans) {
    return spans.stream().filter(span -> span.parentSpanId() == null).findFirst().orElse(null);
  }

  private static List<String> missingParents(String traceId, List<Span> spans) {
    Set<String> known = new HashSet<>();
    spans.forEach(span -> known.add(span.segmentId()));
    Set<String> missing = new TreeSet<>();
    for (Span span : spans) {
      for (SpanReference ref : span.refs()) {
        if (ref.traceId().equals(traceId) && !known.contains(ref.parentSegmentId())) {
          missing.add(ref.parentSegmentId());
        }
      }
    }
    return List.copyOf(missing);
  }

  private static List<String> services(List<Span> spans, List<Dump> dumps) {
    Set<String> services = new TreeSet<>();
    spans.forEach(span -> services.add(span.service()));
    dumps.forEach(dump -> services.add(dump.service()));
    services.remove("");
    return List.copyOf(services);
  }

  private static TraceStatus status(
      List<Span> spans, @Nullable Span root, List<String> missingParents) {
    if (spans.isEmpty() || spans.stream().anyMatch(Span::open)) {
      return TraceStatus.LIVE;
    }
    return root != null && missingParents.isEmpty() ? TraceStatus.COMPLETE : TraceStatus.PARTIAL;
  }

  private static TraceStatus status(io.stackspan.proto.v1.TraceStatus status) {
    return switch (status) {
      case LIVE -> TraceStatus.LIVE;
      case COMPLETE -> TraceStatus.COMPLETE;
      case LATE -> TraceStatus.LATE;
      // Promises nothing, which is right for a status that we do not know.
      case PARTIAL, TRACE_STATUS_UNKNOWN, UNRECOGNIZED -> TraceStatus.PARTIAL;
    };
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
