package io.stackspan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.TraceStatus;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.wire.StockAgentSegments;
import io.stackspan.wire.StockAgentSegments.StockRecord;
import io.stackspan.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkyWalkingInputTest {
  @TempDir Path dir;

  @Test
  void stockAgentsTracesAreJoinedWithAllTheirSpans() throws Exception {
    Map<String, Integer> spans = new HashMap<>();
    for (StockRecord stock : StockAgentSegments.read()) {
      Segment segment = Segment.parseFrom(stock.value());
      spans.merge(segment.getTraceId(), segment.getSpansCount(), Integer::sum);
    }

    Map<String, TraceSummary> joined = join(StockAgentSegments.read(), "in-order");

    assertThat(joined).hasSize(StockAgentSegments.TRACES);
    joined.forEach(
        (traceId, summary) ->
            assertThat(summary.getSpanCount()).as(traceId).isEqualTo(spans.get(traceId)));
    assertThat(joined.values().stream().mapToInt(TraceSummary::getSegmentCount).sum())
        .isEqualTo(StockAgentSegments.SEGMENTS);
    // One request was sent with a hand-written header, whose sender does not exist.
    TraceSummary orphan = joined.remove("123.trace");
    assertThat(orphan.getStatus()).isEqualTo(TraceStatus.PARTIAL);
    assertThat(orphan.getMissingParentsList()).containsExactly("seg.1");
    assertThat(joined.values())
        .allSatisfy(
            summary -> {
              assertThat(summary.getStatus()).isEqualTo(TraceStatus.COMPLETE);
              assertThat(summary.getRootService()).isNotEmpty();
              assertThat(summary.getEndMicros()).isGreaterThan(summary.getStartMicros());
            });
  }

  @Test
  void reversedOrderGivesTheSameTraces() {
    Map<String, TraceSummary> forwards = join(StockAgentSegments.read(), "forwards");
    Map<String, TraceSummary> backwards = join(StockAgentSegments.read().reversed(), "backwards");

    assertThat(backwards).isEqualTo(forwards);
  }

  private Map<String, TraceSummary> join(List<StockRecord> records, String folder) {
    try (TestStream stream = new TestStream(dir.resolve(folder), "--stream.inputs", "skywalking")) {
      records.forEach(r -> stream.pipe(Topics.SKYWALKING_SEGMENTS, r.key(), r.value()));
      Map<String, TraceSummary> last = new HashMap<>();
      stream
          .advance(Duration.ofMinutes(3))
          .summaries()
          .forEach(s -> last.put(s.getTraceId(), s.toBuilder().clearVersion().build()));
      assertThat(stream.deadLetters()).isEmpty();
      return last;
    }
  }
}
