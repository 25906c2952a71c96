package io.stackspan.demo.stock;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The contended lock: one thread counts the inventory under the warehouse's monitor, and who wants
 * to reserve meanwhile is blocked.
 */
final class Warehouse {
  private static final Duration COUNTING = Duration.ofMillis(1300);

  private final LinkedBlockingQueue<CountDownLatch> orders = new LinkedBlockingQueue<>();
  private int reserved;

  /** Starts the counting thread, which belongs to no request. */
  Warehouse() {
    Thread counter = new Thread(this::countWhenOrdered, "inventory-counter");
    counter.setDaemon(true);
    counter.start();
  }

  /** Returns when the counting thread holds the monitor. */
  void beginCounting() throws InterruptedException {
    CountDownLatch holdsMonitor = new CountDownLatch(1);
    orders.add(holdsMonitor);
    holdsMonitor.await();
  }

  /** Waits until nobody counts. Returns how many items have been reserved so far. */
  synchronized int reserve() {
    return ++reserved;
  }

  private void countWhenOrdered() {
    try {
      while (true) {
        countInventory(orders.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Slow on purpose: walking along the shelves takes its time. */
  private synchronized void countInventory(CountDownLatch holdsMonitor)
      throws InterruptedException {
    holdsMonitor.countDown();
    Thread.sleep(COUNTING.toMillis());
  }
}
