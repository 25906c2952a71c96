package io.stackspan.benchmarks;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.stackspan.agent.context.ContextCarrier;
import io.stackspan.agent.context.TraceSampler;
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
 * The request of {@link RequestBenchmark} when its caller, or the sampler, decided not to trace:
 * nothing is recorded. Aim: no allocation by the spans themselves.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IgnoredBenchmark {

  @State(Scope.Benchmark)
  public static class Installed {
    final StackspanRequest request =
        new StackspanRequest(RequestFacts.traceparent(false), new HashMap<>());
    private final RequestBenchmark.LastSegment sink = new RequestBenchmark.LastSegment();
    ContextCarrier carrier = StackspanRequest.NO_HEADERS;

    @Setup
    public void install() {
      StackspanRequest.install(sink, "tracecontext");
      carrier = request.extract();
    }

    @TearDown
    public void uninstall() {
      StackspanRequest.uninstall();
    }
  }

  /** No traced caller, and chance decided against a trace of its own. */
  @State(Scope.Benchmark)
  public static class NotSampled {
    final StackspanRequest request = new StackspanRequest(Map.of(), new HashMap<>());
    private final RequestBenchmark.LastSegment sink = new RequestBenchmark.LastSegment();

    @Setup
    public void install() {
      StackspanRequest.install(TraceSampler.never(), sink, "tracecontext");
    }

    @TearDown
    public void uninstall() {
      StackspanRequest.uninstall();
    }
  }

  @State(Scope.Benchmark)
  public static class NotInstalled {
    final StackspanRequest request = new StackspanRequest(Map.of(), new HashMap<>());
  }

  @State(Scope.Benchmark)
  public static class Brave {
    private final Map<String, String> outgoing = new HashMap<>();
    final BraveRequest request =
        new BraveRequest(new Discard.BraveHandler(), RequestFacts.b3(false), outgoing);

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
            Sampler.parentBased(Sampler.alwaysOn()),
            new Discard.OpenTelemetryProcessor(),
            RequestFacts.traceparent(false),
            outgoing);

    @TearDown
    public void close() {
      request.close();
    }
  }

  @Benchmark
  public void stackspan(Installed tracer) {
    tracer.request.serve();
  }

  /** The spans alone: headers read before, none written. */
  @Benchmark
  public void stackspanSpansOnly(Installed tracer) {
    tracer.request.serve(tracer.carrier, false);
  }

  /** A root that is not sampled, headers looked for, none written. */
  @Benchmark
  public void stackspanRootSpansOnly(NotSampled tracer) {
    tracer.request.serve(tracer.request.extract(), false);
  }

  /** What woven classes cost when the agent is switched off. */
  @Benchmark
  public void stackspanNotInstalled(NotInstalled tracer) {
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
}
