package io.stackspan.index.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.proto.v1.Cursor;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.TagCondition;
import io.stackspan.proto.v1.TagOperator;
import org.junit.jupiter.api.Test;

class TraceQueryTest {
  @Test
  void allFaultsAreNamedAtOnce() {
    SearchRequest request =
        SearchRequest.newBuilder()
            .setLimit(1001)
            .setMinDurationMicros(5)
            .setMaxDurationMicros(4)
            .setStartMicros(10)
            .setEndMicros(10)
            .addStatusesValue(99)
            .addThreadStatesValue(98)
            .setSortValue(97)
            .addTags(TagCondition.newBuilder().setValue("v"))
            .addTags(
                TagCondition.newBuilder()
                    .setKey("k")
                    .setOperator(TagOperator.TAG_LESS)
                    .setValue("many"))
            .addTags(TagCondition.newBuilder().setKey("o").setOperatorValue(96))
            .addFrames("*")
            .addFrames("com.*.Stock")
            .addFrames(" ")
            .setAfter(Cursor.newBuilder().setSortValue(3))
            .build();

    assertThatThrownBy(() -> TraceQuery.from(request))
        .isInstanceOfSatisfying(
            InvalidQueryException.class,
            e ->
                assertThat(e.faults())
                    .containsExactlyInAnyOrder(
                        "limit 1001 is not from 1 to 1000",
                        "min_duration_micros 5 is above max_duration_micros 4",
                        "start_micros 10 is not before end_micros 10",
                        "statuses holds a value that is not known",
                        "thread_states holds a value that is not known",
                        "sort 97 is not known",
                        "a tag has no key",
                        "tag 'k': 'many' is not a number",
                        "operator 96 of tag 'o' is not known",
                        "frame '*' names nothing",
                        "frame 'com.*.Stock' has a '*' that is not at its end",
                        "frame ' ' names nothing",
                        "after has no trace_id"));
  }

  @Test
  void limitIsNotGuessed() {
    assertThatThrownBy(() -> TraceQuery.from(SearchRequest.getDefaultInstance()))
        .hasMessage("limit 0 is not from 1 to 1000");
  }

  @Test
  void durationBelongsToTheSpanOnlyWithAnotherSpanCondition() {
    SearchRequest.Builder request = SearchRequest.newBuilder().setLimit(1).setMinDurationMicros(9);

    assertThat(TraceQuery.from(request.build()).trace().duration().minMicros()).isEqualTo(9);
    assertThat(TraceQuery.from(request.setService("s").build()).trace().duration().given())
        .isFalse();
  }
}
