package io.stackspan.agent.threaddump;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DumpScheduleTest {
  @Test
  void isDenseAtTheBeginning() {
    assertThat(agesMillis(new DumpSchedule(Duration.ofMillis(300), 0), 8))
        .containsExactly(25L, 50L, 100L, 200L, 300L, 600L, 900L, 1200L);
  }

  @Test
  void shortPeriod_replacesTheDenseStart() {
    assertThat(agesMillis(new DumpSchedule(Duration.ofMillis(50), 0), 4))
        .containsExactly(25L, 50L, 100L, 150L);
    assertThat(agesMillis(new DumpSchedule(Duration.ofMillis(20), 0), 3))
        .containsExactly(20L, 40L, 60L);
  }

  @Test
  void missedDumps_areNotMadeUpFor() {
    DumpSchedule schedule = new DumpSchedule(Duration.ofMillis(300), 0);

    assertThat(schedule.nextAgeNanos(millis(1000))).isEqualTo(millis(1200));
    assertThat(schedule.nextAgeNanos(millis(60))).isEqualTo(millis(100));
  }

  @Test
  void jitter_isLateByAShareOfTheGap() {
    DumpSchedule schedule = new DumpSchedule(Duration.ofMillis(300), 0.1);

    for (int i = 0; i < 100; i++) {
      assertThat(schedule.nextAgeNanos(millis(100))).isBetween(millis(200), millis(210));
      assertThat(schedule.nextAgeNanos(millis(700))).isBetween(millis(900), millis(930));
    }
  }

  private static List<Long> agesMillis(DumpSchedule schedule, int count) {
    List<Long> ages = new ArrayList<>();
    long age = 0;
    for (int i = 0; i < count; i++) {
      age = schedule.nextAgeNanos(age);
      ages.add(TimeUnit.NANOSECONDS.toMillis(age));
    }
    return ages;
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
