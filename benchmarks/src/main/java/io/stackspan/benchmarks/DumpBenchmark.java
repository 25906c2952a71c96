package io.stackspan.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What one round of dumps costs the JVM: the watched threads alone, read in one call with the
 * monitors that they hold as the dump sampler does, or all threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DumpBenchmark {
  /** The agent's default. */
  private static final int MAX_FRAMES = 512;

  private static final int THREADS = 200;

  /** Frames of each thread, about those of a servlet under a framework. */
  private static final int FRAMES = 60;

  /** Of {@value #THREADS} threads. */
  @Param({"1", "8", "64"})
  public int watched;

  private final ThreadMXBean bean = ManagementFactory.getThreadMXBean();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private long[] ids = new long[0];

  @Setup
  public void start() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(THREADS);
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(() -> descend(FRAMES, waiting), "waiting-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    waiting.await();
    ids = threads.stream().limit(watched).mapToLong(Thread::getId).toArray();
  }

  private void descend(int frames, CountDownLatch waiting) {
    if (frames > 0) {
      descend(frames - 1, waiting);
      return;
    }
    waiting.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @TearDown
  public void stop() throws InterruptedException {
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Benchmark
  public ThreadInfo[] watchedThreads() {
    return bean.getThreadInfo(ids, true, false, MAX_FRAMES);
  }

  @Benchmark
  public ThreadInfo[] allThreads() {
    return bean.dumpAllThreads(true, false, MAX_FRAMES);
  }
}
