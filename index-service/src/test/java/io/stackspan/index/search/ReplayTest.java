package io.stackspan.index.search;

import static io.stackspan.index.search.Asking.START;
import static io.stackspan.index.search.Asking.batchOf;
import static io.stackspan.index.search.Asking.fetch;
import static io.stackspan.index.search.Asking.ids;
import static io.stackspan.index.search.Asking.search;
import static io.stackspan.index.search.Asking.summary;
import static io.stackspan.index.search.Asking.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.index.store.HeapIndex;
import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.TraceStatus;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.wire.SampleSegments;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
  private final HeapIndex heap = new HeapIndex();

  @AfterEach
  void close() throws IOException {
    heap.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"01a0c4506fe8aaaaaaaaaaaaaaaaaaaa", "3.42.16"})
  void replayOfEverythingChangesNothing(String traceId) throws IOException {
    apply(traceId);
    int documents = heap.documents();
    FetchResponse before = fetch(heap, traceId);

    apply(traceId);
    assertThat(heap.documents()).isEqualTo(documents);
    assertThat(fetch(heap, traceId)).isEqualTo(before);

    heap.commit().reopen();
    apply(traceId);
    assertThat(heap.documents()).isEqualTo(documents);
    assertThat(fetch(heap, traceId)).isEqualTo(before);
  }

  @Test
  void segmentReplacesTheSpansThatWereOpen() {
    String id = traceId(1);
    Segment stock = SampleSegments.stock(id, START);
    DumpBatch batch = batchOf(stock, 0, 1).build();
    heap.with(summary(id).build());
    SearchRequest.Builder upTo700 =
        SearchRequest.newBuilder().setService("stock").setMaxDurationMicros(700_000);

    heap.with(batch);
    assertThat(ids(heap, upTo700)).as("open for 600 ms so far").containsExactly(id);
    heap.with(stock);
    assertThat(ids(heap, upTo700)).as("took 940 ms").isEmpty();
    heap.with(batch);
    assertThat(ids(heap, upTo700)).as("replay of the batch").isEmpty();
  }

  @Test
  void openSpansOfAForeignTraceGoWhereverTheyLie() {
    String id = "3.42.16";
    Segment stock = SampleSegments.stock(id, START);
    long dayEarlier = START - 86_400_000_000L;
    DumpBatch.Builder batch = batchOf(stock, 0);
    batch.getOpenSpansBuilder(0).setStartMicros(dayEarlier);
    SearchRequest.Builder slow =
        SearchRequest.newBuilder().setService("stock").setMinDurationMicros(2_000_000);
    heap.with(summary(id).build());

    heap.with(batch.build());
    assertThat(ids(heap, slow)).containsExactly(id);
    heap.with(stock);
    assertThat(ids(heap, slow)).isEmpty();
    heap.with(batch.build());
    assertThat(ids(heap, slow)).isEmpty();
  }

  @Test
  void dumpThatAlsoCameInItsSegmentIsGivenOnce() {
    String id = traceId(1);
    Segment stock = SampleSegments.stock(id, START);
    heap.with(batchOf(stock, 0).build(), batchOf(stock, 0, 1).build());

    FetchResponse running = fetch(heap, id);
    assertThat(running.getDumpBatchesList()).hasSize(2);
    assertThat(running.getDumpBatchesList().stream().mapToInt(DumpBatch::getDumpsCount).sum())
        .isEqualTo(2);

    heap.with(stock);
    FetchResponse ended = fetch(heap, id);
    assertThat(ended.getSegmentsList()).containsExactly(stock);
    assertThat(ended.getDumpBatchesList()).isEmpty();
  }

  @Test
  void olderSummaryDoesNotReplaceANewerOne() throws IOException {
    TraceSummary.Builder summary = summary(traceId(1)).setVersion(5);
    heap.with(summary.build());

    heap.with(summary.setVersion(4).setStatus(TraceStatus.LIVE).build());
    assertThat(held().getVersion()).isEqualTo(5);

    heap.commit().reopen();
    heap.with(summary.setVersion(3).build());
    assertThat(held().getVersion()).isEqualTo(5);

    heap.with(summary.setVersion(5).setStatus(TraceStatus.LATE).build());
    assertThat(held().getStatus()).isEqualTo(TraceStatus.LATE);

    heap.with(summary.setGeneration(1).setVersion(1).build());
    assertThat(held().getGeneration()).isEqualTo(1);

    heap.with(summary.setGeneration(0).setVersion(9).build());
    assertThat(held().getGeneration()).isEqualTo(1);
  }

  @Test
  void summaryFollowsItsStartIntoAnotherBucket() throws IOException {
    TraceSummary.Builder summary = summary("3.42.16").setVersion(1);
    TraceSummary moved =
        summary.clone().setVersion(2).setStartMicros(START - 86_400_000_000L).build();
    heap.with(summary.build());

    heap.with(moved);
    heap.with(summary.build());
    heap.commit().reopen();
    heap.with(summary.build());

    assertThat(held()).isEqualTo(moved);
    assertThat(heap.shards()).hasSize(2);
  }

  @Test
  void uncommittedIsGoneAndComesBackByReplay() throws IOException {
    String id = traceId(1);
    heap.with(summary(id).build()).commit();
    heap.with(SampleSegments.shop(id, START));

    heap.reopen();
    assertThat(fetch(heap, id).getSegmentsCount()).isZero();
    heap.with(SampleSegments.shop(id, START));
    assertThat(fetch(heap, id).getSegmentsCount()).isEqualTo(1);
  }

  @Test
  void fetchGivesSegmentsBeforeTheSummaryComes() {
    Segment shop = SampleSegments.shop("3.42.16", START);
    heap.with(shop);

    FetchResponse found = fetch(heap, "3.42.16");
    assertThat(found.hasSummary()).isFalse();
    assertThat(found.getSegmentsList()).containsExactly(shop);
    assertThat(found.getCompleteness().getCompleteUntilMicros()).isEqualTo(77);
    assertThat(found.getCompleteness().getGapsCount()).isEqualTo(1);
    assertThat(found.getCompleteness().getShardsOk()).isEqualTo(1);

    FetchResponse unknown = fetch(heap, "3.42.17");
    assertThat(unknown.hasSummary()).isFalse();
    assertThat(unknown.getSegmentsCount()).isZero();
  }

  private void apply(String traceId) {
    Segment stock = SampleSegments.stock(traceId, START);
    heap.with(batchOf(stock, 0).build());
    heap.with(summary(traceId).setVersion(1).setStatus(TraceStatus.LIVE).build());
    heap.with(SampleSegments.shop(traceId, START), stock);
    heap.with(summary(traceId).setVersion(2).build());
  }

  private TraceSummary held() {
    var hits = search(heap, SearchRequest.newBuilder()).getHitsList();
    assertThat(hits).hasSize(1);
    return hits.get(0).getSummary();
  }
}
