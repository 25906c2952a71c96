package io.stackspan.query.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SearchResponse;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SortField;
import io.stackspan.proto.v1.SuggestField;
import io.stackspan.proto.v1.SuggestRequest;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.wire.SampleSegments;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link TraceStore} does; subclasses say how to fill one and how to break it. */
abstract class TraceStoreContract {
  private static final long START = 1_800_000_000_000_000L;

  /** The store under test, over what {@link #data} holds. */
  abstract TraceStore store();

  /** Where the traces lie. */
  abstract InMemoryTraceStore data();

  /** From now on the store can ask nobody. */
  abstract void breakStore();

  @Test
  void fetchesWhatWasStored() {
    Segment segment = SampleSegments.shop("t1", START);
    DumpBatch batch = DumpBatch.newBuilder().setTraceId("t1").setSegmentId("cccccccccccc").build();
    data().add(segment).add(batch).add(summary("t1", START, 10, "shop"));

    FetchResponse fetched = store().fetch("t1");

    assertThat(fetched.getSegmentsList()).containsExactly(segment);
    assertThat(fetched.getDumpBatchesList()).containsExactly(batch);
    assertThat(fetched.getSummary().getTraceId()).isEqualTo("t1");
    assertThat(fetched.getCompleteness().getShardsOk()).isEqualTo(1);
  }

  @Test
  void fetch_unknownTrace_isEmpty() {
    FetchResponse fetched = store().fetch("none");

    assertThat(fetched.hasSummary()).isFalse();
    assertThat(fetched.getSegmentsCount()).isZero();
    assertThat(fetched.getCompleteness().getShardsAsked()).isEqualTo(1);
  }

  @Test
  void searchesInTheOrderAskedFor() {
    data().add(summary("a", START, 30, "shop")).add(summary("b", START + 1, 10, "shop"));
    data().add(summary("c", START + 2, 20, "stock"));

    assertThat(ids(search(SortField.SORT_START, false, 10))).containsExactly("c", "b", "a");
    assertThat(ids(search(SortField.SORT_DURATION, true, 10))).containsExactly("b", "c", "a");
  }

  @Test
  void search_withCursor_continuesBehindIt() {
    data().add(summary("a", START, 10, "shop")).add(summary("b", START, 10, "shop"));
    data().add(summary("c", START, 10, "shop"));
    SearchResponse first = search(SortField.SORT_START, false, 2);

    SearchResponse second =
        store()
            .search(
                SearchRequest.newBuilder()
                    .setLimit(2)
                    .setAfter(first.getHits(1).getCursor())
                    .build());

    assertThat(ids(first)).containsExactly("c", "b");
    assertThat(ids(second)).containsExactly("a");
    assertThat(first.getTotal()).isEqualTo(3);
  }

  @Test
  void search_byService_findsOnlyItsTraces() {
    data().add(summary("a", START, 10, "shop")).add(summary("b", START, 10, "stock"));

    SearchRequest request = SearchRequest.newBuilder().setService("stock").setLimit(10).build();

    assertThat(ids(store().search(request))).containsExactly("b");
  }

  @Test
  void suggestsSortedValues() {
    data().add(SampleSegments.stock("t1", START)).add(SampleSegments.shop("t1", START));

    SuggestRequest request =
        SuggestRequest.newBuilder().setField(SuggestField.SERVICES).setLimit(10).build();

    assertThat(store().suggest(request).getValuesList()).containsExactly("shop", "stock");
  }

  @Test
  void brokenStore_saysSo() {
    breakStore();

    assertThatThrownBy(() -> store().fetch("t1")).isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> search(SortField.SORT_START, true, 1))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageStartingWith("no index shard answered: ");
    assertThat(store().parts()).noneMatch(TraceStore.StorePart::answers);
  }

  @Test
  void healthyStore_answers() {
    assertThat(store().parts()).allMatch(TraceStore.StorePart::answers).isNotEmpty();
  }

  static TraceSummary summary(String traceId, long startMicros, long micros, String service) {
    return TraceSummary.newBuilder()
        .setTraceId(traceId)
        .setVersion(1)
        .setStartMicros(startMicros)
        .setEndMicros(startMicros + micros)
        .addServices(service)
        .build();
  }

  private SearchResponse search(SortField sort, boolean ascending, int limit) {
    return store()
        .search(
            SearchRequest.newBuilder()
                .setSort(sort)
                .setAscending(ascending)
                .setLimit(limit)
                .build());
  }

  private static List<String> ids(SearchResponse response) {
    return response.getHitsList().stream().map(hit -> hit.getSummary().getTraceId()).toList();
  }
}
