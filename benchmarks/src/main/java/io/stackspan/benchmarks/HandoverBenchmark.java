package io.stackspan.benchmarks;

import io.stackspan.agent.context.ContextCarrier;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.Handover;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What every task handed to a pool pays: capture where it is submitted, attach and restore around
 * its run. Without the hand-over between threads itself, which costs far more.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HandoverBenchmark {

  /** A thread outside every trace. */
  @State(Scope.Thread)
  public static class Outside {
    @Setup(Level.Iteration)
    public void install() {
      StackspanRequest.install(segment -> {}, "tracecontext");
    }
  }

  /** A thread inside a request; what other requests captured lies ready. */
  @State(Scope.Thread)
  public static class Inside {
    @Nullable Object flagged;

    @Setup(Level.Iteration)
    public void open() {
      StackspanRequest.install(segment -> {}, "tracecontext");
      Map<String, String> headers = new HashMap<>(RequestFacts.traceparent(true));
      headers.put("baggage", "stackspan-dump=1");
      ContextCarrier carrier = ContextManager.extract(headers::get);
      if (!carrier.isDumpFlag()) {
        throw new IllegalStateException("the header of a flagged request has another name");
      }
      ContextManager.createEntrySpan("flagged", carrier);
      flagged = Handover.capture();
      ContextManager.stopSpan();
      ContextManager.createEntrySpan("open", new ContextCarrier());
    }

    @TearDown(Level.Iteration)
    public void close() {
      ContextManager.stopSpan();
    }
  }

  /** A pool's thread, idle; a task of a request arrives. */
  @State(Scope.Thread)
  public static class Worker {
    @Nullable Object captured;

    @Setup(Level.Iteration)
    public void capture() {
      StackspanRequest.install(segment -> {}, "tracecontext");
      ContextManager.createEntrySpan("submitter", new ContextCarrier());
      captured = Handover.capture();
      ContextManager.stopSpan();
    }
  }

  @Benchmark
  public Object captureOutside(Outside thread) {
    return Handover.capture();
  }

  @Benchmark
  public Object captureInside(Inside thread) {
    return Handover.capture();
  }

  /** All three steps, no trace anywhere. */
  @Benchmark
  public void hopOutside(Outside thread) {
    Handover.restore(Handover.attach(Handover.capture()));
  }

  /** All three steps; the task runs on a thread that is inside the same request, as a helper. */
  @Benchmark
  public void hopInside(Inside thread) {
    Handover.restore(Handover.attach(Handover.capture()));
  }

  /** The worker's two steps, and a task that traces nothing. */
  @Benchmark
  public void runOnIdleWorker(Worker thread) {
    Handover.restore(Handover.attach(thread.captured));
  }

  /** The worker's two steps, and one local span inside the task: a segment of its own. */
  @Benchmark
  public void runOnIdleWorkerWithSpan(Worker thread) {
    Object previous = Handover.attach(thread.captured);
    ContextManager.createLocalSpan(RequestFacts.FIRST_STEP);
    ContextManager.stopSpan();
    Handover.restore(previous);
  }

  /** The worker's two steps for a flagged request: the thread comes to be watched and leaves. */
  @Benchmark
  public void runFlagged(Inside thread) {
    Handover.restore(Handover.attach(thread.flagged));
  }
}
