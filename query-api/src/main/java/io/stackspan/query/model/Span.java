package io.stackspan.query.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One timed piece of work.
 *
 * @param spanId global id, unique within the trace
 * @param index of the span within its segment
 * @param parentSpanId global id; absent for a root. The parent itself may not have come.
 * @param refs parents in other segments; several for batch consumers
 * @param component name of the instrumented library
 * @param componentId SkyWalking's number; 0: none
 * @param peer host:port of the other side of an exit span
 * @param startMicros since the epoch
 * @param endMicros since the epoch; of an open span, the time of its last dump
 * @param cpuNanos absent when not measured
 * @param allocatedBytes absent when not measured
 * @param open known from a dump only: its segment has not come
 * @param dumpCount dumps linked to this span
 */
public record Span(
    String spanId,
    String segmentId,
    int index,
    @Nullable String parentSpanId,
    List<SpanReference> refs,
    String service,
    String instance,
    String operation,
    SpanKind kind,
    SpanLayer layer,
    @Nullable String component,
    int componentId,
    @Nullable String peer,
    long startMicros,
    long endMicros,
    long durationMicros,
    boolean error,
    List<Tag> tags,
    List<LogEntry> logs,
    @Nullable Long threadId,
    @Nullable Long cpuNanos,
    @Nullable Long allocatedBytes,
    boolean open,
    int dumpCount) {
  public Span {
    refs = List.copyOf(refs);
    tags = List.copyOf(tags);
    logs = List.copyOf(logs);
  }

  /** The same span with the number of its dumps. */
  public Span withDumpCount(int count) {
    return new Span(
        spanId,
        segmentId,
        index,
        parentSpanId,
        refs,
        service,
        instance,
        operation,
        kind,
        layer,
        component,
        componentId,
        peer,
        startMicros,
        endMicros,
        durationMicros,
        error,
        tags,
        logs,
        threadId,
        cpuNanos,
        allocatedBytes,
        open,
        count);
  }
}
