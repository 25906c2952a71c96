package io.stackspan.query.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stackspan.proto.v1.Cursor;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SortField;
import io.stackspan.proto.v1.TagCondition;
import io.stackspan.proto.v1.TagOperator;
import io.stackspan.proto.v1.ThreadState;
import io.stackspan.proto.v1.TraceStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceSearchTest {
  @Test
  void nothingGiven_meansTheNewestTwenty() {
    assertThat(TraceSearch.parse(Map.of()).request())
        .isEqualTo(SearchRequest.newBuilder().setLimit(20).build());
  }

  @Test
  void everyParameter() {
    Map<String, List<String>> values = new HashMap<>();
    values.put("service", List.of("stock"));
    values.put("operation", List.of("GET:/reserve"));
    values.put("instance", List.of("stock-1"));
    values.put("minDuration", List.of("500ms"));
    values.put("maxDuration", List.of("2s"));
    values.put("start", List.of("1000"));
    values.put("end", List.of("2000"));
    values.put("status", List.of("complete,live"));
    values.put("error", List.of("true"));
    values.put("tag", List.of("http.method:GET", "rows:>=5"));
    values.put("frame", List.of("com.acme.Stock.reserve", "com.acme.*"));
    values.put("threadState", List.of("BLOCKED", "WAITING"));
    values.put("lock", List.of("com.acme.Stock"));
    values.put("hasDumps", List.of("false"));
    values.put("sort", List.of("duration"));
    values.put("order", List.of("asc"));
    values.put("limit", List.of("7"));

    assertThat(TraceSearch.parse(values).request())
        .isEqualTo(
            SearchRequest.newBuilder()
                .setService("stock")
                .setOperation("GET:/reserve")
                .setServiceInstance("stock-1")
                .setMinDurationMicros(500_000)
                .setMaxDurationMicros(2_000_000)
                .setStartMicros(1000)
                .setEndMicros(2000)
                .addStatuses(TraceStatus.COMPLETE)
                .addStatuses(TraceStatus.LIVE)
                .setError(true)
                .addTags(tag("http.method", TagOperator.TAG_EQUALS, "GET"))
                .addTags(tag("rows", TagOperator.TAG_GREATER_OR_EQUAL, "5"))
                .addFrames("com.acme.Stock.reserve")
                .addFrames("com.acme.*")
                .addThreadStates(ThreadState.BLOCKED)
                .addThreadStates(ThreadState.WAITING)
                .setLockClass("com.acme.Stock")
                .setHasDumps(false)
                .setSort(SortField.SORT_DURATION)
                .setAscending(true)
                .setLimit(7)
                .build());
    assertThat(values.keySet()).hasSize(TraceSearch.PARAMETERS.size() - 1);
  }

  @Test
  void namesEveryFaultAtOnce() {
    Map<String, List<String>> values = new HashMap<>();
    values.put("servise", List.of("stock"));
    values.put("minDuration", List.of("fast"));
    values.put("start", List.of("yesterday"));
    values.put("status", List.of("done"));
    values.put("error", List.of("maybe"));
    values.put("tag", List.of("rows:>many", ":x"));
    values.put("frame", List.of("com.*.Stock"));
    values.put("threadState", List.of("STUCK"));
    values.put("lock", List.of("*"));
    values.put("limit", List.of("0"));
    values.put("sort", List.of("size"));
    values.put("service", List.of("a", "b"));
    values.put("cursor", List.of("zzz"));

    assertThat(faults(values))
        .containsExactlyInAnyOrder(
            new Fault("servise", "is unknown; the nearest known parameter is service"),
            new Fault("minDuration", "'fast' is not a duration such as 750us, 500ms, 1.5s or 1m"),
            new Fault("start", "'yesterday' is not a time in microseconds since the epoch"),
            new Fault("status", "'done' is none of complete, late, live, partial"),
            new Fault("error", "'maybe' is none of false, true"),
            new Fault("tag", "'rows:>many' compares with something that is no number"),
            new Fault("tag", "':x' has no key before the colon"),
            new Fault("frame", "'com.*.Stock' has a * that is not at the end"),
            new Fault(
                "threadState",
                "'STUCK' is none of BLOCKED, NEW, RUNNABLE, TERMINATED, TIMED_WAITING, WAITING"),
            new Fault("lock", "'*' has nothing before the *"),
            new Fault("limit", "'0' is not a whole number from 1 to 1000"),
            new Fault("sort", "'size' is none of dumps, duration, spans, start"),
            new Fault("service", "is given 2 times, but may be given once"),
            new Fault("cursor", "'zzz' is not a cursor that this API handed out"));
  }

  @Test
  void contradictionsAreFaults() {
    assertThat(faults(Map.of("minDuration", List.of("2s"), "maxDuration", List.of("1s"))))
        .containsExactly(new Fault("minDuration", "is longer than maxDuration"));
    assertThat(faults(Map.of("start", List.of("2"), "end", List.of("2"))))
        .containsExactly(new Fault("start", "is not before end"));
  }

  @Test
  void emptyValue_countsAsNotGiven() {
    assertThat(TraceSearch.parse(Map.of("service", List.of(""), "limit", List.of(""))))
        .isEqualTo(TraceSearch.parse(Map.of()));
  }

  @Test
  void boundsOfRepeatsAndLengths() {
    assertThat(faults(Map.of("tag", List.of("k".repeat(1001)))))
        .containsExactly(new Fault("tag", "is longer than 1000 characters"));
    assertThat(faults(Map.of("frame", java.util.Collections.nCopies(33, "a.B"))))
        .containsExactly(new Fault("frame", "is given more than 32 times"));
  }

  @Test
  void cursor_continuesTheSameOrder() {
    SearchRequest first = TraceSearch.parse(Map.of("sort", List.of("duration"))).request();
    Cursor last = Cursor.newBuilder().setSortValue(-5).setTraceId("abc.1.2").build();
    String cursor = CursorText.write(first, last);

    assertThat(cursor).matches("[A-Za-z0-9_-]+");
    assertThat(
            TraceSearch.parse(Map.of("sort", List.of("duration"), "cursor", List.of(cursor)))
                .request()
                .getAfter())
        .isEqualTo(last);
    assertThat(faults(Map.of("cursor", List.of(cursor))))
        .containsExactly(new Fault("cursor", "comes from a search in another order"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "AAAA", "a b", "%", "é", "_____"})
  void strangeCursors_areFaultsOrNothing(String cursor) {
    if (cursor.isEmpty()) {
      assertThat(TraceSearch.parse(Map.of("cursor", List.of(cursor))).request().hasAfter())
          .isFalse();
    } else {
      assertThat(faults(Map.of("cursor", List.of(cursor)))).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "750us,750",
    "500ms,500000",
    "2s,2000000",
    "1m,60000000",
    "1.5s,1500000",
    "0.25ms,250"
  })
  void durations(String text, long micros) {
    assertThat(DurationText.parseMicros(text)).isEqualTo(micros);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "s", "-1s", "1 s", "1h", "1S", "1.s", "9999999999s"})
  void notDurations(String text) {
    assertThat(faults(Map.of("maxDuration", List.of(text)))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "k,k,TAG_EXISTS,''",
    "k:*,k,TAG_EXISTS,''",
    "k:v,k,TAG_EQUALS,v",
    "k:v:w,k,TAG_EQUALS,v:w",
    "k:v*,k,TAG_PREFIX,v",
    "k:>5,k,TAG_GREATER,5",
    "k:>=5.5,k,TAG_GREATER_OR_EQUAL,5.5",
    "k:<-5,k,TAG_LESS,-5",
    "k:<=5,k,TAG_LESS_OR_EQUAL,5"
  })
  void tags(String text, String key, TagOperator operator, String value) {
    assertThat(TagText.parse(text)).isEqualTo(tag(key, operator, value));
  }

  private static TagCondition tag(String key, TagOperator operator, String value) {
    return TagCondition.newBuilder().setKey(key).setOperator(operator).setValue(value).build();
  }

  private static List<Fault> faults(Map<String, List<String>> values) {
    return catchThrowableOfType(InvalidRequestException.class, () -> TraceSearch.parse(values))
        .faults();
  }
}
