package io.stackspan.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MeasureTest {
  @Test
  void percentile_isTheNearestRank() {
    List<Long> oneTo200 = LongStream.rangeClosed(1, 200).boxed().toList();

    assertThat(Measure.percentile(oneTo200, 50)).isEqualTo(100);
    assertThat(Measure.percentile(oneTo200, 99)).isEqualTo(198);
    assertThat(Measure.percentile(oneTo200, 100)).isEqualTo(200);
    assertThat(Measure.percentile(List.of(7L), 50)).isEqualTo(7);
  }
}
