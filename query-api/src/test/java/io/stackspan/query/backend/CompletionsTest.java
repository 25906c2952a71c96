package io.stackspan.query.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.proto.v1.Completeness;
import io.stackspan.proto.v1.Gap;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionsTest {
  @Test
  void addsUp() {
    Gap gap = Gap.newBuilder().setTopic("stackspan-segments").setToOffset(3).build();
    Completeness a = shards(2, 2).toBuilder().setCompleteUntilMicros(50).addGaps(gap).build();
    Completeness b =
        shards(3, 1).toBuilder()
            .setCompleteUntilMicros(40)
            .addFailures("shard 4 is replaying")
            .setTimedOut(true)
            .build();

    Completeness merged = Completions.merge(List.of(a, b), List.of());

    assertThat(merged)
        .isEqualTo(
            shards(5, 3).toBuilder()
                .setCompleteUntilMicros(40)
                .addGaps(gap)
                .addFailures("shard 4 is replaying")
                .setTimedOut(true)
                .build());
  }

  @Test
  void unknownOfOnePart_isUnknownOfAll() {
    Completeness known = shards(1, 1).toBuilder().setCompleteUntilMicros(50).build();

    assertThat(Completions.merge(List.of(known, shards(1, 1)), List.of()).getCompleteUntilMicros())
        .isZero();
    assertThat(Completions.merge(List.of(known), List.of("down")).getCompleteUntilMicros())
        .isZero();
  }

  @Test
  void noShardOk_isUnavailable() {
    Completeness starting = shards(2, 0).toBuilder().addFailures("starting").build();

    assertThatThrownBy(() -> Completions.merge(List.of(starting), List.of()))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("no index shard answered: starting");
  }

  @Test
  void indexWithoutShards_isAnAnswer() {
    assertThat(Completions.merge(List.of(shards(0, 0)), List.of()).getShardsAsked()).isZero();
  }

  private static Completeness shards(int asked, int ok) {
    return Completeness.newBuilder().setShardsAsked(asked).setShardsOk(ok).build();
  }
}
