package io.stackspan.agent.instrument.bootstrap;

import io.stackspan.agent.context.Handover;
import java.util.List;
import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Entry points of the code woven into the JDK's executors. The user's own objects are never
 * touched: what was captured for a {@link FutureTask}, a {@link ForkJoinTask} or a stage of a
 * {@code CompletableFuture} lies with that JDK object, what was captured for a raw {@link Runnable}
 * in a table beside it.
 *
 * <p>Whatever fails in here costs the hand-over of one task, never the task.
 */
public final class ExecutorHooks {
  private static final WeakIdentityTable RAW = new WeakIdentityTable(65_536);

  private ExecutorHooks() {}

  /** Runs every path once outside a trace, so that no hook loads a class later. */
  public static void warmUp() {
    Object key = new Object();
    RAW.add(key, Handover.NONE);
    RAW.addIfPresent(key, Handover.NONE);
    RAW.takeLast(key);
    RAW.get(key);
    RAW.takeFirst(key);
    restore(outside());
    Handover.capture();
  }

  // ---- ThreadPoolExecutor ----

  /** At the start of {@code execute}. */
  public static void submitted(@Nullable Runnable task) {
    try {
      if (task == null || task instanceof AsynchronousCompletionTask) {
        return;
      }
      Object captured = Handover.capture();
      if (task instanceof FutureTask) {
        // Built in one context and submitted in another: the last submission wins.
        TaskContexts.set((FutureTask<?>) task, captured);
      } else if (captured == Handover.NONE) {
        RAW.addIfPresent(task, captured);
      } else {
        RAW.add(task, captured);
      }
    } catch (Throwable e) {
      // This task runs without its context.
    }
  }

  /** Instead of the pool's only call of {@code task.run()}. */
  public static void run(Runnable task) {
    if (task instanceof FutureTask || task instanceof AsynchronousCompletionTask) {
      task.run();
      return;
    }
    Object previous = attach(takeFirst(task));
    try {
      task.run();
    } finally {
      restore(previous);
    }
  }

  /**
   * Around {@code reject}: a task that its caller runs must not change what the caller works on.
   */
  public static @Nullable Object rejecting(@Nullable Runnable task) {
    try {
      return task == null ? null : attach(RAW.takeLast(task));
    } catch (Throwable e) {
      return null;
    }
  }

  /** At the end of {@code remove}. */
  public static void removed(boolean removed, @Nullable Runnable task) {
    if (removed && task != null) {
      takeFirst(task);
    }
  }

  /** At the end of {@code drainQueue}. */
  public static void drained(@Nullable List<?> tasks) {
    try {
      if (tasks != null && RAW.size() > 0) {
        for (Object task : tasks) {
          RAW.takeFirst(task);
        }
      }
    } catch (Throwable e) {
      // Weak keys free the rest.
    }
  }

  /** Around what a pool does for itself, and around the start of periodic tasks: no trace. */
  public static @Nullable Object outside() {
    return attach(Handover.NONE);
  }

  // ---- FutureTask ----

  /** At the end of each constructor. */
  public static void created(FutureTask<?> task) {
    try {
      TaskContexts.set(task, Handover.capture());
    } catch (Throwable e) {
      // This task runs without its context.
    }
  }

  /** Around {@code run} and {@code runAndReset}. */
  public static @Nullable Object running(FutureTask<?> task) {
    try {
      Object captured = TaskContexts.get(task);
      return attach(captured == null ? Handover.NONE : captured);
    } catch (Throwable e) {
      return null;
    }
  }

  /** At the start of {@code finishCompletion}: done, failed or cancelled. */
  public static void finished(FutureTask<?> task) {
    try {
      TaskContexts.set(task, null);
    } catch (Throwable e) {
      // Freed with the task.
    }
  }

  // ---- CompletableFuture ----

  /** At the end of the constructor of an async task or of a dependent stage. */
  public static void created(ForkJoinTask<?> stage) {
    try {
      TaskContexts.set(stage, Handover.capture());
    } catch (Throwable e) {
      // This stage runs without its context.
    }
  }

  /**
   * Around the run of an async task and around each attempt to fire a stage: it works under the
   * context that attached it, whoever completes its source.
   */
  public static @Nullable Object running(ForkJoinTask<?> stage) {
    try {
      Object captured = TaskContexts.get(stage);
      return attach(captured == null ? Handover.NONE : captured);
    } catch (Throwable e) {
      return null;
    }
  }

  // ---- ForkJoinPool ----

  /** At {@code fork} and at each way into a pool. */
  public static void forked(@Nullable ForkJoinTask<?> task) {
    try {
      if (task != null && !(task instanceof AsynchronousCompletionTask)) {
        TaskContexts.set(task, Handover.capture());
      }
    } catch (Throwable e) {
      // This task runs without its context.
    }
  }

  /** Around {@code doExec}. A task that was never forked is called directly and changes nothing. */
  public static @Nullable Object executing(ForkJoinTask<?> task) {
    try {
      Object captured = TaskContexts.get(task);
      if (captured == null || task instanceof AsynchronousCompletionTask) {
        return null;
      }
      TaskContexts.set(task, null);
      return attach(captured);
    } catch (Throwable e) {
      return null;
    }
  }

  /** Ends what an around-hook began; null does nothing. */
  public static void restore(@Nullable Object previous) {
    try {
      Handover.restore(previous);
    } catch (Throwable e) {
      // The next attach on this thread sets it right.
    }
  }

  private static @Nullable Object attach(@Nullable Object captured) {
    try {
      return Handover.attach(captured);
    } catch (Throwable e) {
      return null;
    }
  }

  private static @Nullable Object takeFirst(Runnable task) {
    try {
      return RAW.takeFirst(task);
    } catch (Throwable e) {
      return null;
    }
  }
}
