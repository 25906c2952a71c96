package io.stackspan.query.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SearchResponse;
import io.stackspan.query.backend.FakeIndex.Mood;
import io.stackspan.wire.SampleSegments;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpTraceStoreIT extends TraceStoreContract {
  /** Long enough for a slow machine to answer at once, short enough to wait for in a test. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final int MAX_ANSWER_BYTES = 10_000;

  private final InMemoryTraceStore data = new InMemoryTraceStore();
  private final InMemoryTraceStore otherData = new InMemoryTraceStore();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private FakeIndex index;
  private FakeIndex other;
  private HttpTraceStore store;
  private HttpTraceStore both;

  @BeforeEach
  void start() throws IOException {
    index = new FakeIndex(data);
    other = new FakeIndex(otherData);
    store = open(List.of(index.url()));
    both = open(List.of(index.url(), other.url()));
  }

  @AfterEach
  void stop() {
    store.close();
    both.close();
    index.close();
    other.close();
  }

  @Override
  TraceStore store() {
    return store;
  }

  @Override
  InMemoryTraceStore data() {
    return data;
  }

  @Override
  void breakStore() {
    index.close();
  }

  @Test
  void mergesHitsOfAllIndexes_inOrder_upToTheLimit() {
    data.add(summary("a", 10, 1, "shop")).add(summary("c", 30, 1, "shop"));
    otherData.add(summary("b", 20, 1, "shop")).add(summary("d", 40, 1, "shop"));

    SearchResponse merged = both.search(SearchRequest.newBuilder().setLimit(3).build());

    assertThat(merged.getHitsList())
        .extracting(hit -> hit.getSummary().getTraceId())
        .containsExactly("d", "c", "b");
    assertThat(merged.getTotal()).isEqualTo(4);
    assertThat(merged.getCompleteness().getShardsOk()).isEqualTo(2);
  }

  @Test
  void traceOnTwoShards_countsOnce_inItsNewerVersion() {
    data.add(summary("a", 10, 1, "shop").toBuilder().setVersion(7).build());
    otherData.add(summary("a", 10, 1, "shop").toBuilder().setVersion(9).build());

    SearchResponse merged = both.search(SearchRequest.newBuilder().setLimit(3).build());

    assertThat(merged.getHitsList())
        .extracting(hit -> hit.getSummary().getVersion())
        .containsExactly(9L);
    assertThat(both.fetch("a").getSummary().getVersion()).isEqualTo(9);
  }

  @Test
  void deadIndex_isStated_andTheRestAnswers() {
    data.add(SampleSegments.shop("t", 1_000_000));
    other.close();

    FetchResponse fetched = both.fetch("t");

    assertThat(fetched.getSegmentsCount()).isEqualTo(1);
    assertThat(fetched.getCompleteness().getShardsAsked()).isEqualTo(2);
    assertThat(fetched.getCompleteness().getShardsOk()).isEqualTo(1);
    assertThat(fetched.getCompleteness().getFailuresList())
        .containsExactly("index-service " + other.url() + " cannot be reached");
    assertThat(calls).containsExactlyInAnyOrder("fetch ok", "fetch failed");
  }

  @Test
  void failingIndex_isStated() {
    other.in(Mood.FAILING);

    assertThat(both.fetch("t").getCompleteness().getFailuresList())
        .containsExactly(
            "index-service " + other.url() + " answered with HTTP status 500: no disk");
  }

  @Test
  void babblingIndex_isStated() {
    other.in(Mood.BABBLING);

    assertThat(both.fetch("t").getCompleteness().getFailuresList())
        .containsExactly(
            "index-service " + other.url() + " answered with something that is not protobuf");
  }

  @Test
  void silentIndex_isStated_withinTheTimeLimit() {
    other.in(Mood.SILENT);

    assertThat(both.fetch("t").getCompleteness().getFailuresList())
        .containsExactly("index-service " + other.url() + " did not answer within 2000 ms");
  }

  @Test
  void answerOverTheLimit_isStated() {
    for (int i = 0; i < 30; i++) {
      otherData.add(SampleSegments.shop("big", 1_000_000 + i));
    }

    assertThat(both.fetch("big").getCompleteness().getFailuresList())
        .containsExactly("index-service " + other.url() + " answered with more than 10000 bytes");
  }

  @Test
  void noIndexAtAll_namesEachOne() {
    index.in(Mood.FAILING);
    other.close();

    assertThatThrownBy(() -> both.fetch("t"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage(
            "no index shard answered: index-service "
                + index.url()
                + " answered with HTTP status 500: no disk; index-service "
                + other.url()
                + " cannot be reached");
  }

  @Test
  void searchTellsTheIndexHowLongItMayTake() {
    store.search(SearchRequest.newBuilder().setLimit(1).build());

    assertThat(data.searches()).singleElement().matches(s -> s.getTimeoutMillis() == 1800);
  }

  private HttpTraceStore open(List<URI> urls) {
    return new HttpTraceStore(
        urls,
        TIMEOUT,
        MAX_ANSWER_BYTES,
        (operation, ok, took) -> calls.add(operation + (ok ? " ok" : " failed")));
  }
}
