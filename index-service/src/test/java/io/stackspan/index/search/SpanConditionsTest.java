package io.stackspan.index.search;

import static io.stackspan.index.search.Asking.ids;
import static io.stackspan.index.search.Asking.segment;
import static io.stackspan.index.search.Asking.span;
import static io.stackspan.index.search.Asking.summary;
import static io.stackspan.index.search.Asking.traceId;
import static io.stackspan.wire.SampleSegments.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.index.store.HeapIndex;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.TagCondition;
import io.stackspan.proto.v1.TagOperator;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpanConditionsTest {
  private static final String TRACE = traceId(1);

  private final HeapIndex heap = new HeapIndex();

  @BeforeEach
  void index() {
    heap.with(
        segment(TRACE, "aaaaaaaaaaaa", "shop")
            .addSpans(span(0, "GET:/buy", 900).addTags(tag("http.status_code", "200")))
            .addSpans(
                span(1, "SELECT", 50)
                    .setError(true)
                    .addTags(tag("db.rows", "12"))
                    .addTags(tag("db.statement", "select * from stock")))
            .build(),
        segment(TRACE, "bbbbbbbbbbbb", "stock")
            .addSpans(span(0, "GET:/reserve", 700).addTags(tag("http.status_code", "503")))
            .build());
    heap.with(summary(TRACE).build(), summary(traceId(2)).build());
  }

  @AfterEach
  void close() throws IOException {
    heap.close();
  }

  @Test
  void everySingleConditionFindsTheTrace() {
    assertFound(request().setService("shop"));
    assertFound(request().setOperation("GET:/reserve"));
    assertFound(request().setServiceInstance("stock-1"));
    assertFound(request().setError(true));
    assertFound(request().setError(false));
    assertFound(request().addTags(condition("http.status_code", TagOperator.TAG_EQUALS, "503")));
  }

  @Test
  void conditionsMustMeetOnOneSpan() {
    assertFound(request().setService("stock").setOperation("GET:/reserve"));
    assertNotFound(request().setService("stock").setOperation("GET:/buy"));

    TagCondition.Builder ok = condition("http.status_code", TagOperator.TAG_EQUALS, "200");
    assertFound(request().setService("shop").addTags(ok));
    assertNotFound(request().setService("stock").addTags(ok));

    assertFound(request().setService("shop").setError(true));
    assertNotFound(request().setService("stock").setError(true));
    assertNotFound(request().setOperation("GET:/buy").setError(true));
  }

  @Test
  void tagsMustMeetOnOneSpan() {
    TagCondition.Builder rows = condition("db.rows", TagOperator.TAG_EXISTS, "");

    assertFound(request().addTags(rows).addTags(prefix("db.statement", "select")));
    assertNotFound(
        request().addTags(rows).addTags(condition("http.status_code", TagOperator.TAG_EXISTS, "")));
  }

  @Test
  void durationIsThatOfTheSameSpan() {
    assertFound(request().setService("stock").setMinDurationMicros(600_000));
    assertNotFound(request().setService("stock").setMinDurationMicros(800_000));
    assertFound(request().setOperation("SELECT").setMaxDurationMicros(50_000));
    assertNotFound(request().setOperation("SELECT").setMaxDurationMicros(49_999));
  }

  @Test
  void durationAloneIsThatOfTheTrace() {
    assertThat(ids(heap, request().setMinDurationMicros(1_000_000))).hasSize(2);
    assertThat(ids(heap, request().setMinDurationMicros(1_000_001))).isEmpty();
    assertThat(ids(heap, request().setMaxDurationMicros(900_000))).isEmpty();
  }

  @Test
  void tagOperators() {
    assertFound(request().addTags(prefix("db.statement", "select * from")));
    assertNotFound(request().addTags(prefix("db.statement", "insert")));
    assertNotFound(request().addTags(prefix("db.state", "ment")));
    assertFound(number("db.rows", TagOperator.TAG_GREATER, "9"));
    assertFound(number("db.rows", TagOperator.TAG_GREATER_OR_EQUAL, "12"));
    assertFound(number("db.rows", TagOperator.TAG_LESS, "100"));
    assertFound(number("db.rows", TagOperator.TAG_LESS_OR_EQUAL, "12.0"));
    assertNotFound(number("db.rows", TagOperator.TAG_GREATER, "12"));
    assertNotFound(number("db.rows", TagOperator.TAG_LESS, "12"));
    assertNotFound(number("db.rows", TagOperator.TAG_LESS, "-5"));
    assertNotFound(number("db.statement", TagOperator.TAG_GREATER, "0"));
    assertNotFound(number("db", TagOperator.TAG_GREATER, "0"));
  }

  @Test
  void veryLongTagValueIsFound() {
    String value = "x".repeat(70_000);
    heap.with(
        segment(traceId(2), "cccccccccccc", "shop")
            .addSpans(span(0, "op", 1).addTags(tag("long", value)))
            .build());

    assertThat(ids(heap, request().addTags(condition("long", TagOperator.TAG_EQUALS, value))))
        .containsExactly(traceId(2));
  }

  private void assertFound(SearchRequest.Builder request) {
    assertThat(ids(heap, request)).isEqualTo(List.of(TRACE));
  }

  private void assertNotFound(SearchRequest.Builder request) {
    assertThat(ids(heap, request)).isEmpty();
  }

  private static SearchRequest.Builder request() {
    return SearchRequest.newBuilder();
  }

  private static SearchRequest.Builder number(String key, TagOperator operator, String value) {
    return request().addTags(condition(key, operator, value));
  }

  private static TagCondition.Builder prefix(String key, String value) {
    return condition(key, TagOperator.TAG_PREFIX, value);
  }

  private static TagCondition.Builder condition(String key, TagOperator operator, String value) {
    return TagCondition.newBuilder().setKey(key).setOperator(operator).setValue(value);
  }
}
