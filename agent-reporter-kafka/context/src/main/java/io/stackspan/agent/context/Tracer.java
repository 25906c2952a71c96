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

  public String service() {
    return service;
  }

  public String instance() {
    return instance;
  }

  public Propagator propagator() {
    return propagator;
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
