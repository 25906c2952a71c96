package io.stackspan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.stackspan.proto.v1.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader that knows SkyWalking's protocol v3 alone understands our segments, dumps included. */
class SkyWalkingV3ReaderTest {
  @Test
  void segmentWithDumpsParsesWithTheFieldNumbersOfV3() throws Exception {
    Segment ours = SampleSegments.stock("0123456789abcdef0123456789abcdef", 1_700_000_000_000_000L);

    DynamicMessage theirs = DynamicMessage.parseFrom(v3Segment(), ours.toByteArray());

    assertThat(get(theirs, "traceId")).isEqualTo(ours.getTraceId());
    assertThat(get(theirs, "traceSegmentId")).isEqualTo(ours.getSegmentId());
    assertThat(get(theirs, "service")).isEqualTo("stock");
    assertThat(get(theirs, "serviceInstance")).isEqualTo("stock-1");
    DynamicMessage span = (DynamicMessage) ((List<?>) get(theirs, "spans")).get(0);
    assertThat(get(span, "spanId")).isEqualTo(0);
    assertThat(get(span, "parentSpanId")).isEqualTo(-1);
    assertThat(get(span, "startTime")).isEqualTo(ours.getSpans(0).getStartTime());
    assertThat(get(span, "endTime")).isEqualTo(ours.getSpans(0).getEndTime());
    assertThat(get(span, "operationName")).isEqualTo("GET:/reserve");
    DynamicMessage ref = (DynamicMessage) ((List<?>) get(span, "refs")).get(0);
    assertThat(get(ref, "parentTraceSegmentId")).isEqualTo(SampleSegments.SHOP_SEGMENT);
    assertThat(get(ref, "parentSpanId")).isEqualTo(1);
    assertThat(get(ref, "parentService")).isEqualTo("shop");
    assertThat(get(ref, "networkAddressUsedAtPeer")).isEqualTo("stock:8080");
    assertThat(theirs.getUnknownFields().asMap().keySet()).allMatch(number -> number >= 100);
    assertThat(span.getUnknownFields().asMap().keySet()).allMatch(number -> number >= 100);
  }

  private static Object get(DynamicMessage message, String field) {
    return message.getField(message.getDescriptorForType().findFieldByName(field));
  }

  /** The published v3 numbers, written down here a second time on purpose. */
  private static Descriptor v3Segment() throws Exception {
    DescriptorProto reference =
        message(
            "SegmentReference",
            field("refType", 1, Type.TYPE_INT32),
            field("traceId", 2, Type.TYPE_STRING),
            field("parentTraceSegmentId", 3, Type.TYPE_STRING),
            field("parentSpanId", 4, Type.TYPE_INT32),
            field("parentService", 5, Type.TYPE_STRING),
            field("parentServiceInstance", 6, Type.TYPE_STRING),
            field("parentEndpoint", 7, Type.TYPE_STRING),
            field("networkAddressUsedAtPeer", 8, Type.TYPE_STRING));
    DescriptorProto span =
        message(
            "SpanObject",
            field("spanId", 1, Type.TYPE_INT32),
            field("parentSpanId", 2, Type.TYPE_INT32),
            field("startTime", 3, Type.TYPE_INT64),
            field("endTime", 4, Type.TYPE_INT64),
            repeated("refs", 5, "SegmentReference"),
            field("operationName", 6, Type.TYPE_STRING),
            field("peer", 7, Type.TYPE_STRING),
            field("spanType", 8, Type.TYPE_INT32),
            field("spanLayer", 9, Type.TYPE_INT32),
            field("componentId", 10, Type.TYPE_INT32),
            field("isError", 11, Type.TYPE_BOOL),
            field("tags", 12, Type.TYPE_BYTES),
            field("logs", 13, Type.TYPE_BYTES),
            field("skipAnalysis", 14, Type.TYPE_BOOL));
    DescriptorProto segment =
        message(
            "SegmentObject",
            field("traceId", 1, Type.TYPE_STRING),
            field("traceSegmentId", 2, Type.TYPE_STRING),
            repeated("spans", 3, "SpanObject"),
            field("service", 4, Type.TYPE_STRING),
            field("serviceInstance", 5, Type.TYPE_STRING),
            field("isSizeLimited", 6, Type.TYPE_BOOL));
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("v3.proto")
            .setSyntax("proto3")
            .addMessageType(reference)
            .addMessageType(span)
            .addMessageType(segment)
            .build();
    return FileDescriptor.buildFrom(file, new FileDescriptor[0])
        .findMessageTypeByName("SegmentObject");
  }

  private static DescriptorProto message(String name, FieldDescriptorProto... fields) {
    return DescriptorProto.newBuilder().setName(name).addAllField(List.of(fields)).build();
  }

  private static FieldDescriptorProto field(String name, int number, Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(Label.LABEL_OPTIONAL)
        .build();
  }

  private static FieldDescriptorProto repeated(String name, int number, String type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(Type.TYPE_MESSAGE)
        .setTypeName(type)
        .setLabel(Label.LABEL_REPEATED)
        .build();
  }
}
