package io.stackspan.index.search;

import static io.stackspan.index.search.Asking.START;
import static io.stackspan.index.search.Asking.search;
import static io.stackspan.index.search.Asking.segment;
import static io.stackspan.index.search.Asking.span;
import static io.stackspan.index.search.Asking.summary;
import static io.stackspan.index.search.Asking.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.index.store.HeapIndex;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SearchResponse;
import io.stackspan.proto.v1.SortField;
import io.stackspan.proto.v1.TraceHit;
import io.stackspan.proto.v1.TraceSummary;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagingTest {
  /** Several values of each sort, each shared by many traces, in several segments and buckets. */
  private static final int TRACES = 60;

  private final HeapIndex heap = new HeapIndex();
  private final List<TraceSummary> summaries = new ArrayList<>();

  @BeforeEach
  void index() {
    for (int i = 0; i < TRACES; i++) {
      long start = START + (i % 7) * 36_000_000_000L;
      TraceSummary summary =
          summary(i % 2 == 0 ? traceId(i) : "foreign." + i)
              .setStartMicros(start)
              .setEndMicros(start + (i % 5) * 1_000_000L)
              .setSpanCount(i % 4)
              .setDumpCount(i % 3)
              .build();
      summaries.add(summary);
      heap.withSummary(i % 3, summary);
    }
  }

  @AfterEach
  void close() throws IOException {
    heap.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SORT_START,true", "SORT_START,false", "SORT_DURATION,true", "SORT_DURATION,false",
    "SORT_SPANS,true", "SORT_SPANS,false", "SORT_DUMPS,true", "SORT_DUMPS,false"
  })
  void pagesInEverySortGiveEachTraceOnceInOrder(SortField sort, boolean ascending) {
    List<String> paged = new ArrayList<>();
    SearchRequest.Builder request =
        SearchRequest.newBuilder().setSort(sort).setAscending(ascending).setLimit(7);
    SearchResponse page;
    do {
      page = search(heap, request);
      assertThat(page.getTotal()).isEqualTo(TRACES);
      for (TraceHit hit : page.getHitsList()) {
        paged.add(hit.getSummary().getTraceId());
        request.setAfter(hit.getCursor());
      }
    } while (page.getHitsCount() > 0);

    Comparator<TraceSummary> bySort =
        Comparator.comparingLong(value(sort)).thenComparing(TraceSummary::getTraceId);
    List<String> expected =
        summaries.stream()
            .sorted(ascending ? bySort : bySort.reversed())
            .map(TraceSummary::getTraceId)
            .toList();
    assertThat(paged).isEqualTo(expected);
  }

  @Test
  void tracesThatArriveMeanwhileShiftNothing() {
    SearchRequest.Builder request = SearchRequest.newBuilder().setLimit(10);
    SearchResponse first = search(heap, request);
    heap.with(summary("newest").setStartMicros(START * 2).build());

    SearchResponse second = search(heap, request.setAfter(first.getHits(9).getCursor()));

    assertThat(second.getHitsList()).doesNotContainAnyElementsOf(first.getHitsList());
    assertThat(second.getHitsList())
        .extracting(hit -> hit.getSummary().getTraceId())
        .doesNotContain("newest");
  }

  @Test
  void startRangeIncludesItsStartAndExcludesItsEnd() {
    long second = START + 36_000_000_000L;

    assertThat(total(START, second)).isEqualTo(9);
    assertThat(total(START, second + 1)).isEqualTo(18);
    assertThat(total(second, 0)).isEqualTo(TRACES - 9);
    assertThat(total(0, START)).isZero();
  }

  @Test
  void manyTracesOfASpanArePagedLikeFew() {
    // More than are sought one by one.
    int many = 5_000;
    for (int i = 0; i < many; i++) {
      String id = traceId(1_000 + i);
      apply(id, START + i);
    }
    heap.with(summary(traceId(999)).build());

    SearchResponse page = search(heap, SearchRequest.newBuilder().setService("shop").setLimit(3));

    assertThat(page.getTotal()).isEqualTo(many);
    assertThat(page.getHitsList())
        .extracting(hit -> hit.getSummary().getTraceId())
        .containsExactly(traceId(5_999), traceId(5_998), traceId(5_997));
  }

  @Test
  void searchThatRunsOutOfTimeSaysSo() throws IOException {
    SearchRequest request = SearchRequest.newBuilder().setLimit(5).build();

    SearchResponse response =
        new TraceSearch(heap.index(), Asking.COVERAGE, Duration.ZERO)
            .search(TraceQuery.from(request));

    assertThat(response.getCompleteness().getTimedOut()).isTrue();
    assertThat(response.getTotalIsLowerBound()).isTrue();
  }

  private void apply(String id, long start) {
    try {
      heap.index()
          .apply(
              0,
              io.stackspan.index.store.IndexEntry.ofSegment(
                  segment(id, "aaaaaaaaaaaa", "shop")
                      .addSpans(span(0, "op", 1))
                      .build()
                      .toByteArray()));
      heap.index()
          .apply(
              0,
              io.stackspan.index.store.IndexEntry.ofSummary(
                  summary(id).setStartMicros(start).build().toByteArray()));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private long total(long start, long end) {
    return search(heap, SearchRequest.newBuilder().setStartMicros(start).setEndMicros(end))
        .getTotal();
  }

  private static ToLongFunction<TraceSummary> value(SortField sort) {
    return switch (sort) {
      case SORT_START -> TraceSummary::getStartMicros;
      case SORT_DURATION -> summary -> summary.getEndMicros() - summary.getStartMicros();
      case SORT_SPANS -> TraceSummary::getSpanCount;
      case SORT_DUMPS -> TraceSummary::getDumpCount;
      case UNRECOGNIZED -> throw new IllegalArgumentException();
    };
  }
}
