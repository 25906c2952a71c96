package io.stackspan.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.wire.StockAgentSegments;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StockAgentCheckTest {
  @Test
  void contents_areThoseOfTheFiles() {
    StockAgentReplay.Contents contents = StockAgentReplay.contents();

    assertThat(contents.spansByTrace()).hasSize(StockAgentSegments.TRACES);
    assertThat(contents.spans()).isEqualTo(StockAgentSegments.SPANS);
    assertThat(contents.services()).containsExactlyInAnyOrder("demo-front", "demo-back");
    assertThat(contents.startMicros()).isPositive().isLessThan(contents.endMicros());
  }

  @Test
  void faults_sayWhatWasFoundAndWhatIsWanted() {
    assertThat(StockAgentCheck.faults(Map.of("a", 3), Map.of("a", 3))).isEmpty();
    assertThat(StockAgentCheck.faults(Map.of("a", 3, "b", 1), Map.of("a", 3)))
        .containsExactly("found 1 traces with 3 spans instead of 2 traces with 4 spans");
  }
}
