package io.stackspan.index.ingest;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When something is due: after so long, or after so many bytes, whichever comes first. Any thread.
 */
final class Schedule {
  private final long intervalNanos;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition due = lock.newCondition();
  private long bytes;
  private boolean stopped;

  Schedule(Duration interval, long maxBytes) {
    this.intervalNanos = interval.toNanos();
    this.maxBytes = maxBytes;
  }

  void added(int recordBytes) {
    lock.lock();
    try {
      bytes += recordBytes;
      if (bytes >= maxBytes) {
        due.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until it is due.
   *
   * @return false: after {@link #stop}
   */
  boolean awaitDue() throws InterruptedException {
    lock.lock();
    try {
      long left = intervalNanos;
      while (left > 0 && bytes < maxBytes && !stopped) {
        left = due.awaitNanos(left);
      }
      bytes = 0;
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    lock.lock();
    try {
      stopped = true;
      due.signal();
    } finally {
      lock.unlock();
    }
  }
}
