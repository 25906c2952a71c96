package io.stackspan.index.search;

import io.stackspan.index.store.HeapIndex;
import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.FetchRequest;
import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.Gap;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SearchResponse;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.TraceStatus;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.wire.SampleSegments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Short ways to fill a heap index and to ask it. */
final class Asking {
  static final long START = 1_790_000_000_000_000L;
  static final Coverage COVERAGE =
      new Coverage() {
        @Override
        public long completeUntilMicros() {
          return 77;
        }

        @Override
        public List<Gap> gaps() {
          return List.of(Gap.newBuilder().setTopic("t").setToOffset(3).build());
        }
      };

  private Asking() {}

  /** Native id whose time prefix is {@link #START} plus some seconds. */
  static String traceId(int number) {
    return String.format("%012x", START / 1000 + number * 1000L) + String.format("%020x", number);
  }

  static TraceSummary.Builder summary(String traceId) {
    return TraceSummary.newBuilder()
        .setTraceId(traceId)
        .setVersion(1)
        .setStatus(TraceStatus.COMPLETE)
        .setStartMicros(START)
        .setEndMicros(START + 1_000_000)
        .setSpanCount(3)
        .setSegmentCount(2);
  }

  static Segment.Builder segment(String traceId, String segmentId, String service) {
    return Segment.newBuilder()
        .setTraceId(traceId)
        .setSegmentId(segmentId)
        .setService(service)
        .setServiceInstance(service + "-1");
  }

  static io.stackspan.proto.v1.Span.Builder span(int index, String operation, long millis) {
    return SampleSegments.span(
        index, index - 1, SpanKind.LOCAL, operation, START, START + millis * 1000);
  }

  /** Ids of the traces that are found, newest first. */
  static List<String> ids(HeapIndex heap, SearchRequest.Builder request) {
    return search(heap, request).getHitsList().stream()
        .map(hit -> hit.getSummary().getTraceId())
        .toList();
  }

  static SearchResponse search(HeapIndex heap, SearchRequest.Builder request) {
    if (request.getLimit() == 0) {
      request.setLimit(100);
    }
    try {
      return new TraceSearch(heap.index(), COVERAGE, Duration.ofSeconds(30))
          .search(TraceQuery.from(request.build()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FetchResponse fetch(HeapIndex heap, String traceId) {
    try {
      return new TraceFetch(heap.index(), COVERAGE)
          .fetch(FetchRequest.newBuilder().setTraceId(traceId).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DumpBatch.Builder batchOf(Segment segment, int... dumps) {
    DumpBatch.Builder batch =
        DumpBatch.newBuilder()
            .setTraceId(segment.getTraceId())
            .setSegmentId(segment.getSegmentId())
            .setService(segment.getService())
            .setServiceInstance(segment.getServiceInstance())
            .setStackTable(segment.getStackTable());
    batch
        .addOpenSpansBuilder()
        .setOperation("GET:/reserve")
        .setStartMicros(START + 30_000)
        .setParentSpanId(-1);
    for (int dump : dumps) {
      batch.addDumps(segment.getThreadDumps(dump));
    }
    return batch;
  }
}
