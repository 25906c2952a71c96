package io.stackspan.agent.threaddump;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.Propagator;
import io.stackspan.agent.context.TraceSegment;
import io.stackspan.agent.context.Tracer;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** An installed tracer with the sampler under test, and threads that serve flagged requests. */
final class FlaggedRequests implements AutoCloseable {
  static final ThreadDumpConfig QUICK =
      ThreadDumpConfig.defaults().withPeriod(Duration.ofMillis(50)).withJitter(0).withBudget(1);

  final AgentCounters counters = new AgentCounters();
  final ThreadDumpSampler sampler;
  private final BlockingQueue<TraceSegment> segments = new LinkedBlockingQueue<>();

  FlaggedRequests(ThreadDumpConfig config) {
    this(config, null, 200);
  }

  FlaggedRequests(ThreadDumpConfig config, Supplier<ThreadMXBean> beans, int maxDumps) {
    sampler =
        beans == null
            ? ThreadDumpSampler.start(config, counters)
            : ThreadDumpSampler.start(config, counters, beans);
    Propagator propagator = new Propagator(List.of("tracecontext"), true, counters);
    ContextManager.install(
        new Tracer("shop", "shop-1", propagator, segments::add, sampler, 300, maxDumps));
  }

  /** Begins a flagged request on the current thread; {@link ContextManager#stopSpan} ends it. */
  static void begin(String operation) {
    ContextManager.createEntrySpan(
        operation, ContextManager.extract(name -> name.equals("ENABLE_DUMP_FLAG") ? "true" : null));
  }

  /** Serves a flagged request on a new thread. */
  static Thread serve(String threadName, Runnable work) {
    return start(threadName, flagged(work));
  }

  static Runnable flagged(Runnable work) {
    return () -> {
      begin("GET:/buy");
      try {
        work.run();
      } finally {
        ContextManager.stopSpan();
      }
    };
  }

  static Thread start(String threadName, Runnable work) {
    Thread thread = new Thread(work, threadName);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  TraceSegment segment() throws InterruptedException {
    TraceSegment segment = segments.poll(20, TimeUnit.SECONDS);
    assertThat(segment).as("a finished segment").isNotNull();
    return segment;
  }

  static List<ThreadSample> samples(TraceSegment segment) {
    List<ThreadSample> samples = new ArrayList<>();
    for (Object dump : segment.dumps()) {
      samples.add((ThreadSample) dump);
    }
    return samples;
  }

  /** Returns when the thread has been dumped at least once in that state. */
  void awaitTakenIn(Thread.State state, Thread thread) {
    await(() -> thread.getState() == state);
    // One reading may have been under way.
    awaitTaken(counters.value("dumps.taken", "") + 2);
  }

  /** The first of the segment's samples that says so. */
  static ThreadSample sampleWaitingFor(LockKind kind, TraceSegment segment) {
    List<ThreadSample> samples = samples(segment);
    return samples.stream()
        .filter(sample -> sample.waitingOn() != null && sample.waitingOn().kind() == kind)
        .findFirst()
        .orElseThrow(() -> new AssertionError(kind + " in none of " + describe(samples)));
  }

  private static String describe(List<ThreadSample> samples) {
    StringBuilder text = new StringBuilder();
    for (ThreadSample sample : samples) {
      LockWait wait = sample.waitingOn();
      text.append(sample.state()).append(' ').append(wait == null ? "-" : wait.kind());
      text.append(sample.frames()).append('\n');
    }
    return text.toString();
  }

  void awaitTaken(long dumps) {
    await(() -> counters.value("dumps.taken", "") >= dumps);
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 20 s in vain").isLessThan(deadline);
      Thread.onSpinWait();
      Thread.yield();
    }
  }

  static void join(Thread thread) throws InterruptedException {
    thread.join(TimeUnit.SECONDS.toMillis(20));
    assertThat(thread.isAlive()).isFalse();
  }

  @Override
  public void close() {
    ContextManager.install(null);
    sampler.close();
  }
}
