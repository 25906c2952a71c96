package io.stackspan.agent.threaddump;

import static java.util.Objects.requireNonNull;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.DumpWatcher;
import io.stackspan.agent.context.Slot;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Dumps the threads that work for flagged requests, on one daemon thread that sleeps while there
 * are none. {@link #watch} may be called by any thread and only announces; what the sampler reads
 * goes into the requests' tickets. A thread that works for something else after the reading than
 * before it yields no sample.
 *
 * <p>Counters: {@code dumps.taken}, {@code dumps.discarded|changed_hands}, {@code
 * dumps.left_out|max_watched}, {@code …|budget}, {@code …|max_per_segment}, {@code
 * dumps.failed|<exception>}, {@code dumps.cost_micros}.
 *
 * <p>Modelled on Glowroot's {@code StackTraceCollector}: one thread, jitter, only threads in a
 * trace.
 */
public final class ThreadDumpSampler implements DumpWatcher, AutoCloseable {
  private static final String THREAD_NAME = "stackspan-dump-sampler";
  private static final long JOIN_MILLIS = 1000;

  /** Practically for ever, and safe to add to {@link System#nanoTime}. */
  private static final long FOREVER_NANOS = TimeUnit.DAYS.toNanos(3650);

  private final ThreadDumpConfig config;
  private final AgentCounters counters;

  /** Null: the runtime's own. */
  private final @Nullable Supplier<ThreadMXBean> beans;

  private final DumpSchedule schedule;
  private final WatchList list;
  private final Thread thread;

  private volatile boolean closed;
  private volatile int watchedThreads;
  private volatile long wakeNanos = System.nanoTime() + FOREVER_NANOS;

  private ThreadDumpSampler(
      ThreadDumpConfig config, AgentCounters counters, @Nullable Supplier<ThreadMXBean> beans) {
    this.config = requireNonNull(config, "config");
    this.counters = requireNonNull(counters, "counters");
    this.beans = beans;
    this.schedule = new DumpSchedule(config.period(), config.jitter());
    this.list = new WatchList(config.maxWatched(), schedule, counters);
    // Without the starting thread's inheritable values: they are the application's.
    this.thread = new Thread(null, this::run, THREAD_NAME, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
  }

  /** Starts the sampler's thread, which touches nothing before the first thread is watched. */
  public static ThreadDumpSampler start(ThreadDumpConfig config, AgentCounters counters) {
    return start(config, counters, null);
  }

  static ThreadDumpSampler start(
      ThreadDumpConfig config, AgentCounters counters, @Nullable Supplier<ThreadMXBean> beans) {
    ThreadDumpSampler sampler = new ThreadDumpSampler(config, counters, beans);
    sampler.thread.start();
    return sampler;
  }

  @Override
  public void watch(Slot slot) {
    try {
      list.arrive(slot);
      // If the sampler is up in time anyway, a flood of requests need not wake it for each one.
      if (wakeNanos - System.nanoTime() > schedule.firstNanos()) {
        LockSupport.unpark(thread);
      }
    } catch (RuntimeException | Error e) {
      counters.count("dumps.failed", e.getClass().getSimpleName());
    }
  }

  /** Threads watched right now, for the heartbeat. */
  public int watchedThreads() {
    return watchedThreads;
  }

  /** Stops dumping; waits at most a second for the sampler's thread. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    ContextManager.suppressThread();
    DumpRound round = null;
    DumpBudget budget = null;
    while (!closed) {
      try {
        if (round == null || budget == null) {
          if (!list.hasArrivals()) {
            sleep(FOREVER_NANOS);
            continue;
          }
          round = newRound();
          budget = new DumpBudget(config.budget(), System.nanoTime());
        }
        tick(round, budget);
      } catch (Throwable e) {
        survive(e);
      }
    }
  }

  /** On the first watched thread: loading the management classes is not for start-up. */
  private DumpRound newRound() {
    return new DumpRound(newPlatformThreads(), new ReferencedThreads(config.maxFrames()), counters);
  }

  private @Nullable PlatformThreads newPlatformThreads() {
    try {
      return beans == null
          ? PlatformThreads.ofRuntime(config.maxFrames())
          : new PlatformThreads(beans.get(), config.maxFrames());
    } catch (LinkageError e) {
      counters.count("dumps.failed", "no_java_management");
      return null;
    }
  }

  private void tick(DumpRound round, DumpBudget budget) {
    long now = System.nanoTime();
    round.admitted(list.admit(now));
    list.dropGone();
    List<WatchedThread> due = list.due(now);
    if (!due.isEmpty()) {
      // Before the reading, so that a reading that fails is not tried again at once.
      for (WatchedThread watched : due) {
        watched.progress().scheduleAfter(now, schedule);
      }
      dump(round, budget, due);
    }
    watchedThreads = list.watched().size();
    long nanos = list.nanosToNext(System.nanoTime());
    sleep(nanos == Long.MAX_VALUE ? FOREVER_NANOS : nanos);
  }

  private void dump(DumpRound round, DumpBudget budget, List<WatchedThread> due) {
    due.removeIf(
        watched -> {
          if (watched.progress().isFull()) {
            watched.leaveOut("max_per_segment", counters);
          }
          return watched.progress().isFull();
        });
    if (due.isEmpty()) {
      return;
    }
    if (!budget.allows(System.nanoTime())) {
      for (WatchedThread watched : due) {
        watched.leaveOut("budget", counters);
      }
      return;
    }
    long spentNanos = round.dump(due, list.watched());
    budget.spend(spentNanos);
    counters.add("dumps.cost_micros", "", spentNanos / 1000);
  }

  private void sleep(long nanos) {
    wakeNanos = System.nanoTime() + nanos;
    // Who arrives after this line sees the new wakeNanos; who came before it is seen here.
    if (closed || list.hasArrivals()) {
      return;
    }
    if (nanos == FOREVER_NANOS) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, nanos);
    }
  }

  /** The application must not notice, and the next request shall be dumped all the same. */
  private void survive(Throwable failure) {
    try {
      counters.count("dumps.failed", failure.getClass().getSimpleName());
      // A failure that stays must not keep a processor busy.
      LockSupport.parkNanos(this, config.period().toNanos());
    } catch (Throwable ignored) {
      // Out of memory while counting: go on.
    }
  }
}
