package io.stackspan.index.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.index.store.HeapIndex;
import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.Segment;
import io.stackspan.wire.StockAgentSegments;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StockAgentTest {
  @Test
  void everySegmentOfAStockAgentIsFoundByItsTrace() throws Exception {
    Set<String> traces = new HashSet<>();
    try (HeapIndex heap = new HeapIndex()) {
      for (StockAgentSegments.StockRecord record : StockAgentSegments.read()) {
        Segment segment = Segment.parseFrom(record.value());
        traces.add(segment.getTraceId());
        heap.with(segment);
        heap.with(Asking.summary(segment.getTraceId()).build());
      }

      int segments = 0;
      int spans = 0;
      for (String trace : traces) {
        FetchResponse found = Asking.fetch(heap, trace);
        segments += found.getSegmentsCount();
        spans += found.getSegmentsList().stream().mapToInt(Segment::getSpansCount).sum();
      }
      assertThat(traces).hasSize(StockAgentSegments.TRACES);
      assertThat(segments).isEqualTo(StockAgentSegments.SEGMENTS);
      assertThat(spans).isEqualTo(StockAgentSegments.SPANS);
      assertThat(Asking.ids(heap, SearchRequest.newBuilder())).hasSameElementsAs(traces);
      assertThat(Asking.ids(heap, SearchRequest.newBuilder().setError(true)))
          .isNotEmpty()
          .hasSizeLessThanOrEqualTo(10);
    }
  }
}
