package io.stackspan.agent.report;

import static java.util.Objects.requireNonNull;

import io.stackspan.agent.context.SegmentReference;
import io.stackspan.agent.context.SpanKind;
import io.stackspan.agent.context.SpanLog;
import io.stackspan.agent.context.TraceSegment;
import io.stackspan.agent.context.TracingSpan;
import io.stackspan.agent.threaddump.ThreadSample;
import io.stackspan.proto.v1.KeyValue;
import io.stackspan.proto.v1.Log;
import io.stackspan.proto.v1.ReferenceType;
import io.stackspan.proto.v1.SampledBy;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.SpanLayer;
import java.util.List;

/** Finished segments as the messages of the wire. Immutable; any thread. */
public final class SegmentEncoder {
  private final String service;
  private final String instance;

  public SegmentEncoder(String service, String instance) {
    this.service = requireNonNull(service, "service");
    this.instance = requireNonNull(instance, "instance");
  }

  public Segment encode(TraceSegment segment) {
    Segment.Builder message =
        Segment.newBuilder()
            .setTraceId(segment.traceId())
            .setSegmentId(segment.segmentId())
            .addAllOtherTraceIds(segment.otherTraceIds())
            .setService(service)
            .setServiceInstance(instance)
            .setSizeLimited(segment.isSizeLimited())
            .setSampledBy(segment.isFlagged() ? SampledBy.FLAG : SampledBy.HEAD)
            .setDumpsLeftOut(segment.dumpsLeftOut());
    for (TracingSpan span : segment.spans()) {
      message.addSpans(span(span).setSkipAnalysis(segment.isSkipAnalysis()));
    }
    if (!segment.dumps().isEmpty()) {
      addDumps(segment, message);
    }
    return message.build();
  }

  private static void addDumps(TraceSegment segment, Segment.Builder message) {
    StackTableBuilder stacks = new StackTableBuilder();
    DumpEncoder encoder = new DumpEncoder(stacks);
    for (Object dump : segment.dumps()) {
      if (dump instanceof ThreadSample) {
        message.addThreadDumps(encoder.encode((ThreadSample) dump));
      }
    }
    message.setStackTable(stacks.build());
  }

  private static Span.Builder span(TracingSpan span) {
    Span.Builder message =
        Span.newBuilder()
            .setSpanId(span.spanId())
            .setParentSpanId(span.parentSpanId())
            .setStartTime(span.startMicros() / 1000)
            .setEndTime(span.endMicros() / 1000)
            .setStartMicros(span.startMicros())
            .setEndMicros(span.endMicros())
            .setOperation(span.operation())
            .setPeer(span.peer())
            .setKind(kind(span.kind()))
            .setLayer(layer(span.layer()))
            .setComponentId(span.componentId())
            .setError(span.isError())
            .setThreadId(span.threadId());
    if (span.componentName() != null) {
      message.setComponent(span.componentName());
    }
    for (SegmentReference reference : span.references()) {
      message.addRefs(reference(reference));
    }
    List<String> tags = span.tags();
    for (int i = 0; i + 1 < tags.size(); i += 2) {
      message.addTags(keyValue(tags.get(i), tags.get(i + 1)));
    }
    for (SpanLog log : span.logs()) {
      message.addLogs(log(log));
    }
    return message;
  }

  private static Log.Builder log(SpanLog log) {
    Log.Builder message = Log.newBuilder().setTime(log.timeMicros() / 1000);
    String[] keysAndValues = log.keysAndValues();
    for (int i = 0; i + 1 < keysAndValues.length; i += 2) {
      message.addData(keyValue(keysAndValues[i], keysAndValues[i + 1]));
    }
    return message;
  }

  private static KeyValue.Builder keyValue(String key, String value) {
    return KeyValue.newBuilder().setKey(key).setValue(value);
  }

  private static io.stackspan.proto.v1.SegmentReference.Builder reference(
      SegmentReference reference) {
    return io.stackspan.proto.v1.SegmentReference.newBuilder()
        .setType(
            reference.isCrossThread() ? ReferenceType.CROSS_THREAD : ReferenceType.CROSS_PROCESS)
        .setTraceId(reference.traceId())
        .setParentSegmentId(reference.parentSegmentId())
        .setParentSpanId(reference.parentSpanId())
        .setParentService(reference.parentService())
        .setParentInstance(reference.parentInstance())
        .setParentEndpoint(reference.parentEndpoint())
        .setPeerAddress(reference.peerAddress());
  }

  private static io.stackspan.proto.v1.SpanKind kind(SpanKind kind) {
    switch (kind) {
      case ENTRY:
        return io.stackspan.proto.v1.SpanKind.ENTRY;
      case EXIT:
        return io.stackspan.proto.v1.SpanKind.EXIT;
      case LOCAL:
        break;
    }
    return io.stackspan.proto.v1.SpanKind.LOCAL;
  }

  private static SpanLayer layer(io.stackspan.agent.context.SpanLayer layer) {
    switch (layer) {
      case DATABASE:
        return SpanLayer.DATABASE;
      case RPC:
        return SpanLayer.RPC;
      case HTTP:
        return SpanLayer.HTTP;
      case MQ:
        return SpanLayer.MQ;
      case CACHE:
        return SpanLayer.CACHE;
      case FAAS:
        return SpanLayer.FAAS;
      case UNKNOWN:
        break;
    }
    return SpanLayer.LAYER_UNKNOWN;
  }
}
