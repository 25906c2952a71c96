package io.stackspan.agent.threaddump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DumpBudgetTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void overTime_noMoreThanTheShareIsSpent() {
    DumpBudget budget = new DumpBudget(0.005, 0);
    long cost = TimeUnit.MILLISECONDS.toNanos(10);
    long spent = 0;
    for (long now = 0; now < 600 * SECOND; now += SECOND / 10) {
      if (budget.allows(now)) {
        budget.spend(cost);
        spent += cost;
      }
    }

    // 0.5 % of ten minutes, the saved-up minute, and one reading that overdraws.
    assertThat(spent).isLessThanOrEqualTo((long) (660 * SECOND * 0.005) + cost);
    assertThat(spent).isGreaterThan((long) (600 * SECOND * 0.005));
  }

  @Test
  void rareRequest_getsAllItsDumps() {
    DumpBudget budget = new DumpBudget(0.005, 0);
    for (int i = 0; i < 100; i++) {
      assertThat(budget.allows(SECOND)).isTrue();
      budget.spend(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }
}
