package io.stackspan.query.trace;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.DumpLink;
import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.ThreadDump;
import io.stackspan.query.model.Dump;
import io.stackspan.query.model.Span;
import io.stackspan.wire.DumpLinker;
import io.stackspan.wire.SpanInterval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts a trace together from its stored records: segments, dump batches and, if it has come, the
 * stream's summary. Links come from the summary; dumps that it does not know yet are linked here by
 * the same rule. A dump that came both in a batch and in its segment counts once. Pure.
 */
public final class TraceAssembler {
  private final TraceParts parts;
  private final Map<String, DumpLink> knownLinks = new HashMap<>();
  private final Map<String, Dump> dumps = new LinkedHashMap<>();

  private TraceAssembler(FetchResponse fetched) {
    parts = TraceParts.of(fetched);
    fetched.getSummary().getLinksList().forEach(link -> knownLinks.put(link.getDumpId(), link));
  }

  /** Spans by start, parents before children of the same start; dumps by time. */
  public static AssembledTrace assemble(FetchResponse fetched) {
    return new TraceAssembler(fetched).assemble();
  }

  private AssembledTrace assemble() {
    List<Span> spans = new ArrayList<>();
    List<SpanInterval> intervals = new ArrayList<>();
    for (Segment segment : parts.segments().values()) {
      spans.addAll(SpanReader.spans(segment));
      intervals.addAll(DumpLinker.intervals(segment));
      addDumps(segment);
    }
    List<Span> openSpans = OpenSpans.of(parts.batches(), parts.segments().keySet());
    spans.addAll(openSpans);
    intervals.addAll(OpenSpans.intervals(openSpans));
    for (DumpBatch batch : parts.batches()) {
      addDumps(batch, intervals);
    }
    List<Dump> sortedDumps =
        dumps.values().stream()
            .sorted(
                Comparator.comparingLong(Dump::timeMicros)
                    .thenComparing(Dump::segmentId)
                    .thenComparingInt(Dump::sequence))
            .toList();
    return new AssembledTrace(
        parts.segments().size(), SpanOrder.sorted(withDumpCounts(spans, sortedDumps)), sortedDumps);
  }

  private void addDumps(Segment segment) {
    DumpReader reader =
        new DumpReader(
            segment.getSegmentId(),
            segment.getService(),
            segment.getServiceInstance(),
            segment.getStackTable());
    addDumps(reader, segment.getThreadDumpsList(), DumpLinker.link(segment));
  }

  private void addDumps(DumpBatch batch, List<SpanInterval> intervals) {
    DumpReader reader =
        new DumpReader(
            batch.getSegmentId(),
            batch.getService(),
            batch.getServiceInstance(),
            batch.getStackTable());
    addDumps(reader, batch.getDumpsList(), DumpLinker.link(batch, intervals));
  }

  private void addDumps(DumpReader reader, List<ThreadDump> taken, List<DumpLink> computed) {
    for (int i = 0; i < taken.size(); i++) {
      DumpLink own = computed.get(i);
      DumpLink link = better(knownLinks.get(own.getDumpId()), own);
      ThreadDump dump = taken.get(i);
      dumps.computeIfAbsent(link.getDumpId(), id -> reader.read(dump, link));
    }
  }

  /** The summary's link holds, unless data that came after it says more. */
  private static DumpLink better(@Nullable DumpLink known, DumpLink computed) {
    return known == null || known.getSpanId().isEmpty() ? computed : known;
  }

  private static List<Span> withDumpCounts(List<Span> spans, List<Dump> dumps) {
    Map<String, Long> counts =
        dumps.stream()
            .map(Dump::spanId)
            .filter(Objects::nonNull)
            .collect(Collectors.groupingBy(spanId -> spanId, Collectors.counting()));
    return spans.stream()
        .map(span -> span.withDumpCount(counts.getOrDefault(span.spanId(), 0L).intValue()))
        .toList();
  }
}
