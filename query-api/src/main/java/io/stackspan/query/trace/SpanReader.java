package io.stackspan.query.trace;

import io.stackspan.proto.v1.KeyValue;
import io.stackspan.proto.v1.Log;
import io.stackspan.proto.v1.OpenSpan;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SegmentReference;
import io.stackspan.query.model.LogEntry;
import io.stackspan.query.model.ReferenceType;
import io.stackspan.query.model.Span;
import io.stackspan.query.model.SpanKind;
import io.stackspan.query.model.SpanLayer;
import io.stackspan.query.model.SpanReference;
import io.stackspan.query.model.Tag;
import io.stackspan.wire.Ids;
import io.stackspan.wire.SpanTimes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns stored spans into answered ones; protobuf's zeros become absence here. Pure. */
final class SpanReader {
  private SpanReader() {}

  /** Dump counts are still 0. */
  static List<Span> spans(Segment segment) {
    return segment.getSpansList().stream().map(span -> span(segment, span)).toList();
  }

  private static Span span(Segment segment, io.stackspan.proto.v1.Span span) {
    List<SpanReference> refs = refs(span.getRefsList());
    long startMicros = SpanTimes.startMicros(span);
    long endMicros = SpanTimes.endMicros(span);
    return new Span(
        Ids.globalSpanId(segment.getSegmentId(), span.getSpanId()),
        segment.getSegmentId(),
        span.getSpanId(),
        parent(segment.getSegmentId(), span.getSpanId(), span.getParentSpanId(), refs),
        refs,
        segment.getService(),
        segment.getServiceInstance(),
        span.getOperation(),
        kind(span.getKind()),
        layer(span.getLayer()),
        orNull(span.getComponent()),
        span.getComponentId(),
        orNull(span.getPeer()),
        startMicros,
        endMicros,
        Math.max(0, endMicros - startMicros),
        span.getError(),
        tags(span.getTagsList()),
        span.getLogsList().stream().map(SpanReader::log).toList(),
        orNull(span.getThreadId()),
        orNull(span.getCpuNanos()),
        orNull(span.getAllocatedBytes()),
        false,
        0);
  }

  /** A span that is known from dumps only. */
  static Span open(
      String segmentId, String service, String instance, OpenSpan span, long lastSeenMicros) {
    List<SpanReference> refs = refs(span.getRefsList());
    long endMicros = Math.max(span.getStartMicros(), lastSeenMicros);
    return new Span(
        Ids.globalSpanId(segmentId, span.getSpanId()),
        segmentId,
        span.getSpanId(),
        parent(segmentId, span.getSpanId(), span.getParentSpanId(), refs),
        refs,
        service,
        instance,
        span.getOperation(),
        kind(span.getKind()),
        SpanLayer.UNKNOWN,
        null,
        0,
        null,
        span.getStartMicros(),
        endMicros,
        endMicros - span.getStartMicros(),
        false,
        List.of(),
        List.of(),
        orNull(span.getThreadId()),
        null,
        null,
        true,
        0);
  }

  /** A span that names itself as its parent has none: proto3 cannot tell a missing -1 from 0. */
  private static @Nullable String parent(
      String segmentId, int index, int parentIndex, List<SpanReference> refs) {
    if (parentIndex >= 0 && parentIndex != index) {
      return Ids.globalSpanId(segmentId, parentIndex);
    }
    return refs.isEmpty() ? null : refs.getFirst().parentSpanId();
  }

  private static List<SpanReference> refs(List<SegmentReference> refs) {
    return refs.stream().map(SpanReader::ref).toList();
  }

  private static SpanReference ref(SegmentReference ref) {
    ReferenceType type =
        switch (ref.getType()) {
          case CROSS_THREAD -> ReferenceType.THREAD;
          case CROSS_PROCESS, UNRECOGNIZED -> ReferenceType.PROCESS;
        };
    return new SpanReference(
        type,
        ref.getTraceId(),
        Ids.globalSpanId(ref.getParentSegmentId(), ref.getParentSpanId()),
        ref.getParentSegmentId(),
        ref.getParentService(),
        ref.getParentInstance(),
        ref.getParentEndpoint());
  }

  private static LogEntry log(Log log) {
    return new LogEntry(log.getTime() * 1000, tags(log.getDataList()));
  }

  private static List<Tag> tags(List<KeyValue> pairs) {
    return pairs.stream().map(pair -> new Tag(pair.getKey(), pair.getValue())).toList();
  }

  private static SpanKind kind(io.stackspan.proto.v1.SpanKind kind) {
    return switch (kind) {
      case ENTRY -> SpanKind.ENTRY;
      case EXIT -> SpanKind.EXIT;
      case LOCAL, UNRECOGNIZED -> SpanKind.LOCAL;
    };
  }

  private static SpanLayer layer(io.stackspan.proto.v1.SpanLayer layer) {
    return switch (layer) {
      case DATABASE -> SpanLayer.DATABASE;
      case RPC -> SpanLayer.RPC;
      case HTTP -> SpanLayer.HTTP;
      case MQ -> SpanLayer.MQ;
      case CACHE -> SpanLayer.CACHE;
      case FAAS -> SpanLayer.FAAS;
      case LAYER_UNKNOWN, UNRECOGNIZED -> SpanLayer.UNKNOWN;
    };
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Long orNull(long number) {
    return number == 0 ? null : number;
  }
}
