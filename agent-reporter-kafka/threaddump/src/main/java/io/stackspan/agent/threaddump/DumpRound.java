package io.stackspan.agent.threaddump;

import io.stackspan.agent.context.AgentCounters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the threads that are due and gives the samples to their tickets. */
final class DumpRound {
  /** Null: the runtime has no {@code java.management}. */
  private final @Nullable PlatformThreads platform;

  private final ReferencedThreads referenced;
  private final AgentCounters counters;

  DumpRound(
      @Nullable PlatformThreads platform, ReferencedThreads referenced, AgentCounters counters) {
    this.platform = platform;
    this.referenced = referenced;
    this.counters = counters;
  }

  /** Called once for threads that come to be watched. */
  void admitted(List<WatchedThread> threads) {
    if (platform != null && !threads.isEmpty()) {
      List<WatchedThread> measured = new ArrayList<>(threads);
      measured.removeIf(WatchedThread::isVirtual);
      platform.noteBase(measured);
    }
  }

  /**
   * @return nanoseconds that it took
   */
  long dump(List<WatchedThread> due, Collection<WatchedThread> all) {
    long begin = System.nanoTime();
    List<WatchedThread> batch = new ArrayList<>();
    List<WatchedThread> singly = new ArrayList<>();
    for (WatchedThread thread : due) {
      (platform == null || thread.isVirtual() ? singly : batch).add(thread);
    }
    if (platform != null && !batch.isEmpty()) {
      long instant = platform.read(batch, all);
      for (WatchedThread thread : batch) {
        thread.deliver(instant, counters);
      }
    }
    for (WatchedThread thread : singly) {
      thread.deliver(referenced.read(thread), counters);
    }
    return System.nanoTime() - begin;
  }
}
