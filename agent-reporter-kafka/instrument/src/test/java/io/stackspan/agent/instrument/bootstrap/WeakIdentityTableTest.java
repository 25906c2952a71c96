package io.stackspan.agent.instrument.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WeakIdentityTableTest {
  private final WeakIdentityTable table = new WeakIdentityTable(1000);
  private final Object key = new Object();

  @Test
  void givesBackFirstInFirstOut() {
    table.add(key, "a");
    table.add(key, "b");
    table.add(key, "c");

    assertThat(table.get(key)).isEqualTo("a");
    assertThat(table.takeFirst(key)).isEqualTo("a");
    assertThat(table.takeLast(key)).isEqualTo("c");
    assertThat(table.takeFirst(key)).isEqualTo("b");
    assertThat(table.takeFirst(key)).isNull();
    assertThat(table.size()).isZero();
  }

  @Test
  void putReplacesAllValues() {
    table.add(key, "a");
    table.add(key, "b");
    table.put(key, "c");

    assertThat(table.takeFirst(key)).isEqualTo("c");
    assertThat(table.takeFirst(key)).isNull();
  }

  @Test
  void addIfPresentNeedsAnEarlierValue() {
    assertThat(table.addIfPresent(key, "a")).isFalse();
    table.add(key, "b");
    assertThat(table.addIfPresent(key, "c")).isTrue();
    assertThat(table.takeLast(key)).isEqualTo("c");
  }

  @Test
  void tellsEqualKeysApartAndNeverCallsThem() {
    Object first = new Untouchable();
    Object second = new Untouchable();
    table.add(first, "first");
    table.add(second, "second");

    assertThat(table.takeFirst(second)).isEqualTo("second");
    assertThat(table.takeFirst(first)).isEqualTo("first");
  }

  @Test
  void holdsAsManyKeysAsItMay() {
    List<Object> keys = keys(1000);
    keys.forEach(each -> assertThat(table.add(each, each.hashCode())).isTrue());

    assertThat(table.add(key, "too many")).isFalse();
    assertThat(table.get(key)).isNull();
    keys.forEach(each -> assertThat(table.get(each)).isEqualTo(each.hashCode()));
    keys.forEach(table::remove);
    assertThat(table.size()).isZero();
  }

  @Test
  void boundsTheValuesOfOneKey() {
    for (int i = 0; i < 1024; i++) {
      assertThat(table.add(key, i)).isTrue();
    }
    assertThat(table.add(key, 1024)).isFalse();
  }

  @Test
  void freesKeysThatNobodyElseHolds() {
    List<Object> keys = keys(500);
    keys.forEach(each -> table.add(each, "value"));
    keys.clear();

    // Adding finds what was freed; each round reaches every shard.
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    List<Object> probes = new ArrayList<>();
    while (table.size() > probes.size() && System.nanoTime() < deadline) {
      System.gc();
      List<Object> round = keys(300);
      round.forEach(each -> table.add(each, "probe"));
      round.forEach(table::remove);
    }
    assertThat(table.size()).isZero();
  }

  @Test
  void threadsDoNotLoseValues() throws Exception {
    WeakIdentityTable shared = new WeakIdentityTable(100_000);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    CountDownLatch wrong = new CountDownLatch(1);
    for (int t = 0; t < 4; t++) {
      threads.execute(
          () -> {
            List<Object> keys = keys(5000);
            keys.forEach(each -> shared.add(each, each));
            if (!keys.stream().allMatch(each -> shared.takeFirst(each) == each)) {
              wrong.countDown();
            }
          });
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(wrong.getCount()).isOne();
    assertThat(shared.size()).isZero();
  }

  private static List<Object> keys(int count) {
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(new Object());
    }
    return keys;
  }

  /** Must be handled without a call of its methods. */
  private static final class Untouchable {
    @Override
    public boolean equals(Object other) {
      throw new AssertionError("equals");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("hashCode");
    }
  }
}
