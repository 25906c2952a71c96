package io.stackspan.index.search;

import static io.stackspan.index.search.Asking.COVERAGE;
import static io.stackspan.index.search.Asking.START;
import static io.stackspan.index.search.Asking.traceId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.index.store.HeapIndex;
import io.stackspan.proto.v1.SuggestField;
import io.stackspan.proto.v1.SuggestRequest;
import io.stackspan.wire.SampleSegments;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  private final HeapIndex heap = new HeapIndex();

  @BeforeEach
  void index() {
    heap.with(SampleSegments.shop(traceId(1), START));
    heap.with(SampleSegments.stock(traceId(1), START));
  }

  @AfterEach
  void close() throws IOException {
    heap.close();
  }

  @Test
  void listsWhatExists() throws IOException {
    assertThat(values(of(SuggestField.SERVICES))).containsExactly("shop", "stock");
    assertThat(values(of(SuggestField.OPERATIONS))).containsExactly("GET:/buy", "GET:/reserve");
    assertThat(values(of(SuggestField.OPERATIONS).setService("stock")))
        .containsExactly("GET:/reserve");
    assertThat(values(of(SuggestField.INSTANCES).setService("shop"))).containsExactly("shop-1");
    assertThat(values(of(SuggestField.TAG_KEYS)))
        .containsExactly("http.method", "http.status_code");
    assertThat(values(of(SuggestField.TAG_VALUES).setTagKey("http.method"))).containsExactly("GET");
  }

  @Test
  void prefixAndLimitNarrow() throws IOException {
    assertThat(values(of(SuggestField.SERVICES).setPrefix("st"))).containsExactly("stock");
    assertThat(values(of(SuggestField.OPERATIONS).setLimit(1))).containsExactly("GET:/buy");
    assertThat(values(of(SuggestField.TAG_VALUES).setTagKey("http.method").setPrefix("P")))
        .isEmpty();
    assertThat(values(of(SuggestField.OPERATIONS).setService("sto"))).isEmpty();
  }

  @Test
  void rangeWithoutRecordsGivesNothing() throws IOException {
    assertThat(values(of(SuggestField.SERVICES).setStartMicros(START + 60_000_000))).isEmpty();
    assertThat(values(of(SuggestField.SERVICES).setEndMicros(START))).isEmpty();
    assertThat(values(of(SuggestField.SERVICES).setStartMicros(START))).isNotEmpty();
  }

  @Test
  void everyFaultIsNamed() {
    assertThatThrownBy(
            () -> values(of(SuggestField.TAG_VALUES).setLimit(0).setStartMicros(2).setEndMicros(1)))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessageContaining("tag_key")
        .hasMessageContaining("limit 0")
        .hasMessageContaining("start_micros 2");
  }

  private List<String> values(SuggestRequest.Builder request) throws IOException {
    return new Suggestions(heap.index(), COVERAGE).suggest(request.build()).getValuesList();
  }

  private static SuggestRequest.Builder of(SuggestField field) {
    return SuggestRequest.newBuilder().setField(field).setLimit(50);
  }
}
