package io.stackspan.agent.context;

import static java.util.Objects.requireNonNull;

/** The agent's parts as the trace model needs them. Immutable; one per JVM. */
public final class Tracer {
  private final String service;
  private final String instance;
  private final Propagator propagator;
  private final SegmentSink sink;
  private final DumpWatcher watcher;
  private final int maxSpansPerSegment;
  private final int maxDumpsPerSegment;
  private TraceSampler sampler = TraceSampler.always();
  private IgnoreRules ignoreRules = IgnoreRules.none();
  private AgentCounters counters = new AgentCounters();

  /**
   * @param instance unique among the running processes of the service
   * @param maxSpansPerSegment 1 to 65,535; what is beyond becomes no-op spans
   */
  public Tracer(
      String service,
      String instance,
      Propagator propagator,
      SegmentSink sink,
      DumpWatcher watcher,
      int maxSpansPerSegment,
      int maxDumpsPerSegment) {
    this.service = requireNonNull(service, "service");
    this.instance = requireNonNull(instance, "instance");
    this.propagator = requireNonNull(propagator, "propagator");
    this.sink = requireNonNull(sink, "sink");
    this.watcher = requireNonNull(watcher, "watcher");
    this.maxSpansPerSegment = maxSpansPerSegment;
    this.maxDumpsPerSegment = maxDumpsPerSegment;
  }

  /** The same, but for what it records: {@code traces.ignored} counts the rest by reason. */
  public Tracer withSampling(
      TraceSampler newSampler, IgnoreRules newIgnoreRules, AgentCounters newCounters) {
    Tracer tracer =
        new Tracer(
            service, instance, propagator, sink, watcher, maxSpansPerSegment, maxDumpsPerSegment);
    tracer.sampler = requireNonNull(newSampler, "sampler");
    tracer.ignoreRules = requireNonNull(newIgnoreRules, "ignoreRules");
    tracer.counters = requireNonNull(newCounters, "counters");
    return tracer;
  }

  /** Whether a trace that begins here is recorded. */
  boolean records(String operation) {
    if (ignoreRules.ignores(operation)) {
      counters.count("traces.ignored", "operation");
      return false;
    }
    if (!sampler.sampleRoot()) {
      counters.count("traces.ignored", "not_sampled");
      return false;
    }
    return true;
  }

  public String service() {
    return service;
  }

  public String instance() {
    return instance;
  }

  public Propagator propagator() {
    return propagator;
  }

  AgentCounters counters() {
    return counters;
  }

  SegmentSink sink() {
    return sink;
  }

  DumpWatcher watcher() {
    return watcher;
  }

  int maxSpansPerSegment() {
    return maxSpansPerSegment;
  }

  int maxDumpsPerSegment() {
    return maxDumpsPerSegment;
  }
}
