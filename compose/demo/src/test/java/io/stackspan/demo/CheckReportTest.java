package io.stackspan.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckReportTest {
  @Test
  void json_isOneLineWithTheCounts() {
    CheckReport report = new CheckReport();
    report.count(1, 4, 0, 0);
    report.count(1, 3, 9, 8);

    assertThat(report.json(Duration.ofMillis(12_345)))
        .isEqualTo(
            "{\"ok\":true,\"traces\":2,\"spans\":7,\"dumps\":9,\"linked\":8,\"seconds\":12.345}");
  }

  @Test
  void json_namesFailuresWithTheirPoint() {
    CheckReport report = new CheckReport();
    report.fail("GET /lock (flagged)", List.of("no dumps in shop"));

    assertThat(report.isOk()).isFalse();
    assertThat(report.json(Duration.ofSeconds(1)))
        .startsWith("{\"ok\":false,")
        .endsWith("\"failures\":[\"GET /lock (flagged): no dumps in shop\"]}");
  }
}
