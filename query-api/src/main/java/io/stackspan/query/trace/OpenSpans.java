package io.stackspan.query.trace;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.OpenSpan;
import io.stackspan.proto.v1.ThreadDump;
import io.stackspan.query.model.Span;
import io.stackspan.wire.SpanInterval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Spans of requests whose segment has not come: what their dump batches say of them. A span lasts,
 * as far as is known, until the last dump of the last batch that lists it. Pure.
 */
final class OpenSpans {
  private OpenSpans() {}

  /**
   * @param finished ids of segments that have come; batches of these are passed over
   */
  static List<Span> of(Collection<DumpBatch> batches, Set<String> finished) {
    Map<String, Span> byId = new LinkedHashMap<>();
    for (DumpBatch batch : batches) {
      if (finished.contains(batch.getSegmentId())) {
        continue;
      }
      long lastSeenMicros = lastDumpMicros(batch);
      for (OpenSpan open : batch.getOpenSpansList()) {
        Span span =
            SpanReader.open(
                batch.getSegmentId(),
                batch.getService(),
                batch.getServiceInstance(),
                open,
                lastSeenMicros);
        byId.merge(span.spanId(), span, (a, b) -> a.endMicros() >= b.endMicros() ? a : b);
      }
    }
    return List.copyOf(byId.values());
  }

  /** What the dump linker needs of them. */
  static List<SpanInterval> intervals(Collection<Span> openSpans) {
    List<SpanInterval> intervals = new ArrayList<>();
    for (Span span : openSpans) {
      Long threadId = span.threadId();
      intervals.add(
          new SpanInterval(
              span.segmentId(),
              span.index(),
              span.instance(),
              threadId != null ? threadId : 0,
              // Spans nest on a thread, so the index grows with the depth.
              span.index(),
              span.startMicros(),
              span.endMicros()));
    }
    return intervals;
  }

  private static long lastDumpMicros(DumpBatch batch) {
    return batch.getDumpsList().stream().mapToLong(ThreadDump::getTimeMicros).max().orElse(0);
  }
}
