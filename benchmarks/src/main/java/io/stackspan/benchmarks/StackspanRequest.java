package io.stackspan.benchmarks;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.context.ContextCarrier;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.HeaderReader;
import io.stackspan.agent.context.HeaderWriter;
import io.stackspan.agent.context.IgnoreRules;
import io.stackspan.agent.context.Propagator;
import io.stackspan.agent.context.SegmentSink;
import io.stackspan.agent.context.SpanLayer;
import io.stackspan.agent.context.TraceSampler;
import io.stackspan.agent.context.Tracer;
import java.util.List;
import java.util.Map;

/** The request of {@link RequestBenchmark} as Stackspan's instrumentations trace it. */
final class StackspanRequest {
  private static final int MAX_SPANS = 300;
  private static final int MAX_DUMPS = 200;

  /** A request without a traced caller. Only read here, so that one is enough. */
  static final ContextCarrier NO_HEADERS = new ContextCarrier();

  private final HeaderReader reader;
  private final HeaderWriter writer;

  /**
   * @param incoming headers by lower-case name
   * @param outgoing where the headers of outgoing calls go
   */
  StackspanRequest(Map<String, String> incoming, Map<String, String> outgoing) {
    this.reader = incoming::get;
    this.writer = outgoing::put;
  }

  /**
   * @param formats names of the formats to write
   */
  static void install(SegmentSink sink, String... formats) {
    install(TraceSampler.always(), sink, formats);
  }

  /**
   * @param sampler decides on requests without a traced caller
   */
  static void install(TraceSampler sampler, SegmentSink sink, String... formats) {
    AgentCounters counters = new AgentCounters();
    Tracer tracer =
        new Tracer(
            "shop",
            "shop-1",
            new Propagator(List.of(formats), false, counters),
            sink,
            slot -> {},
            MAX_SPANS,
            MAX_DUMPS);
    ContextManager.install(tracer.withSampling(sampler, IgnoreRules.none(), counters));
  }

  static void uninstall() {
    ContextManager.install(null);
  }

  ContextCarrier extract() {
    return ContextManager.extract(reader);
  }

  /** Reads the headers, traces, writes headers for both outgoing calls. */
  void serve() {
    serve(extract(), true);
  }

  /** Entry, a local and an exit span inside it, and once more. */
  void serve(ContextCarrier carrier, boolean inject) {
    AbstractSpan entry = ContextManager.createEntrySpan(RequestFacts.OPERATION, carrier);
    entry.component("Tomcat", 1).layer(SpanLayer.HTTP);
    entry.tag("http.method", RequestFacts.METHOD).tag("url", RequestFacts.URL);
    ContextManager.createLocalSpan(RequestFacts.FIRST_STEP);
    call(RequestFacts.FIRST_CALL, RequestFacts.FIRST_PEER, inject);
    ContextManager.stopSpan();
    ContextManager.createLocalSpan(RequestFacts.SECOND_STEP);
    call(RequestFacts.SECOND_CALL, RequestFacts.SECOND_PEER, inject);
    ContextManager.stopSpan();
    entry.tag("http.status_code", RequestFacts.STATUS);
    ContextManager.stopSpan();
  }

  private void call(String operation, String peer, boolean inject) {
    AbstractSpan exit = ContextManager.createExitSpan(operation, peer);
    exit.component("HttpClient", 2).layer(SpanLayer.HTTP);
    exit.tag("http.method", RequestFacts.METHOD).tag("url", RequestFacts.URL);
    if (inject) {
      ContextManager.inject(peer, writer);
    }
    ContextManager.stopSpan();
  }
}
