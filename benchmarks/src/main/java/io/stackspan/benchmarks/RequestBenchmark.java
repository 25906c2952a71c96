package io.stackspan.benchmarks;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.stackspan.agent.context.SegmentSink;
import io.stackspan.agent.context.TraceSegment;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One recorded request of a traced caller: headers read, an entry, two local and two exit spans
 * with seven tags, headers written twice, everything handed to a sink that drops it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RequestBenchmark {

  /** Keeps what it was given reachable until the next, so that nothing can be optimised away. */
  static final class LastSegment implements SegmentSink {
    volatile Object last = "";

    @Override
    public void accept(TraceSegment segment) {
      last = segment;
    }
  }

  /** W3C headers alone, as the OpenTelemetry SDK writes them. */
  @State(Scope.Benchmark)
  public static class W3c {
    final StackspanRequest request =
        new StackspanRequest(RequestFacts.traceparent(true), new HashMap<>());

    @Setup
    public void install() {
      StackspanRequest.install(new LastSegment(), "tracecontext");
    }

    @TearDown
    public void uninstall() {
      StackspanRequest.uninstall();
    }
  }

  /** The agent's default: W3C and SkyWalking headers. */
  @State(Scope.Benchmark)
  public static class W3cAndSw8 {
    final StackspanRequest request =
        new StackspanRequest(RequestFacts.traceparent(true), new HashMap<>());

    @Setup
    public void install() {
      StackspanRequest.install(new LastSegment(), "tracecontext", "sw8");
    }

    @TearDown
    public void uninstall() {
      StackspanRequest.uninstall();
    }
  }

  @State(Scope.Benchmark)
  public static class Brave {
    private final Map<String, String> outgoing = new HashMap<>();
    final BraveRequest request =
        new BraveRequest(new Discard.BraveHandler(), RequestFacts.b3(true), outgoing);

    @TearDown
    public void close() {
      request.close();
    }
  }

  @State(Scope.Benchmark)
  public static class OpenTelemetry {
    private final Map<String, String> outgoing = new HashMap<>();
    final OpenTelemetryRequest request =
        new OpenTelemetryRequest(
            Sampler.alwaysOn(),
            new Discard.OpenTelemetryProcessor(),
            RequestFacts.traceparent(true),
            outgoing);

    @TearDown
    public void close() {
      request.close();
    }
  }

  @Benchmark
  public void stackspan(W3c tracer) {
    tracer.request.serve();
  }

  @Benchmark
  public void stackspanWithSw8(W3cAndSw8 tracer) {
    tracer.request.serve();
  }

  @Benchmark
  public void brave(Brave tracer) {
    tracer.request.serve();
  }

  @Benchmark
  public void openTelemetry(OpenTelemetry tracer) {
    tracer.request.serve();
  }

  /** Without reading and writing headers. */
  @Benchmark
  public void stackspanSpansOnly(W3c tracer) {
    tracer.request.serve(StackspanRequest.NO_HEADERS, false);
  }

  /** Without reading and writing headers. */
  @Benchmark
  public void braveSpansOnly(Brave tracer) {
    tracer.request.serve(BraveRequest.NO_HEADERS, false);
  }

  /** Without reading and writing headers. */
  @Benchmark
  public void openTelemetrySpansOnly(OpenTelemetry tracer) {
    tracer.request.serve(OpenTelemetryRequest.NO_HEADERS, false);
  }
}
