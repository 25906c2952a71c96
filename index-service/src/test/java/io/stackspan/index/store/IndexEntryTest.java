package io.stackspan.index.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.Stack;
import io.stackspan.proto.v1.StackTable;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.wire.SampleSegments;
import io.stackspan.wire.StockAgentSegments;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class IndexEntryTest {
  private static final long START = 1_790_000_000_000_000L;

  @Test
  void unusableRecordsTellTheReason() {
    assertReason("unparsable", "no protobuf".getBytes(StandardCharsets.UTF_8));
    assertReason("no_trace_id", Segment.newBuilder().setSegmentId("s").build().toByteArray());
    assertReason("no_segment_id", Segment.newBuilder().setTraceId("t").build().toByteArray());
    assertReason(
        "id_too_long",
        Segment.newBuilder().setTraceId("t".repeat(257)).setSegmentId("s").build().toByteArray());
    assertReason(
        "negative_interval",
        Segment.newBuilder()
            .setTraceId("t")
            .setSegmentId("s")
            .addSpans(SampleSegments.span(0, -1, SpanKind.ENTRY, "op", START, START - 1))
            .build()
            .toByteArray());
    assertThatThrownBy(() -> IndexEntry.ofSummary(TraceSummary.getDefaultInstance().toByteArray()))
        .isInstanceOf(UnusableRecordException.class);
  }

  @Test
  void damagedStackTableCostsOnlyTheFrames() throws Exception {
    Segment segment =
        SampleSegments.shop("t", START).toBuilder()
            .setStackTable(
                StackTable.newBuilder().addStacks(Stack.newBuilder().addFrames(-1).addFrames(99)))
            .build();

    var entry = (IndexEntry.SegmentEntry) IndexEntry.ofSegment(segment.toByteArray());

    assertThat(entry.documents()).hasSize(4);
  }

  @Test
  void stockAgentSegmentsAreUsable() throws Exception {
    for (StockAgentSegments.StockRecord record : StockAgentSegments.read()) {
      assertThat(IndexEntry.ofSegment(record.value()).bucket().name()).isNotEqualTo("misc");
    }
  }

  private static void assertReason(String reason, byte[] message) {
    assertThatThrownBy(() -> IndexEntry.ofSegment(message))
        .isInstanceOfSatisfying(
            UnusableRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
