package io.stackspan.benchmarks;

import brave.Span;
import brave.Tracer;
import brave.Tracing;
import brave.handler.SpanHandler;
import brave.propagation.B3Propagation;
import brave.propagation.TraceContext;
import brave.propagation.TraceContextOrSamplingFlags;
import java.util.Map;

/** The request of {@link RequestBenchmark} as Brave's instrumentations trace it. */
final class BraveRequest implements AutoCloseable {
  /** A request without a traced caller. */
  static final TraceContextOrSamplingFlags NO_HEADERS = TraceContextOrSamplingFlags.EMPTY;

  private final Tracing tracing;
  private final Tracer tracer;
  private final TraceContext.Extractor<Map<String, String>> extractor;
  private final TraceContext.Injector<Map<String, String>> injector;
  private final Map<String, String> incoming;
  private final Map<String, String> outgoing;

  BraveRequest(SpanHandler handler, Map<String, String> incoming, Map<String, String> outgoing) {
    // Server spans of their own, as the other two have them, and no reporting of leaks.
    this.tracing =
        Tracing.newBuilder()
            .localServiceName("shop")
            .supportsJoin(false)
            .traceId128Bit(true)
            .propagationFactory(
                B3Propagation.newFactoryBuilder().injectFormat(B3Propagation.Format.SINGLE).build())
            .addSpanHandler(handler)
            .build();
    this.tracer = tracing.tracer();
    this.extractor = tracing.propagation().extractor(Map::get);
    this.injector = tracing.propagation().injector(Map::put);
    this.incoming = incoming;
    this.outgoing = outgoing;
  }

  TraceContextOrSamplingFlags extract() {
    return extractor.extract(incoming);
  }

  /** Reads the headers, traces, writes headers for both outgoing calls. */
  void serve() {
    serve(extract(), true);
  }

  /** Entry, a local and an exit span inside it, and once more. */
  void serve(TraceContextOrSamplingFlags parent, boolean inject) {
    Span entry = tracer.nextSpan(parent).name(RequestFacts.OPERATION).kind(Span.Kind.SERVER);
    entry.start();
    try (Tracer.SpanInScope scope = tracer.withSpanInScope(entry)) {
      entry.tag("http.method", RequestFacts.METHOD).tag("url", RequestFacts.URL);
      step(RequestFacts.FIRST_STEP, RequestFacts.FIRST_CALL, RequestFacts.FIRST_PEER, inject);
      step(RequestFacts.SECOND_STEP, RequestFacts.SECOND_CALL, RequestFacts.SECOND_PEER, inject);
      entry.tag("http.status_code", RequestFacts.STATUS);
    }
    entry.finish();
  }

  private void step(String name, String call, String peer, boolean inject) {
    Span local = tracer.nextSpan().name(name).start();
    try (Tracer.SpanInScope scope = tracer.withSpanInScope(local)) {
      call(call, peer, inject);
    }
    local.finish();
  }

  private void call(String operation, String peer, boolean inject) {
    Span exit = tracer.nextSpan().name(operation).kind(Span.Kind.CLIENT).remoteServiceName(peer);
    exit.start();
    try (Tracer.SpanInScope scope = tracer.withSpanInScope(exit)) {
      exit.tag("http.method", RequestFacts.METHOD).tag("url", RequestFacts.URL);
      if (inject) {
        injector.inject(exit.context(), outgoing);
      }
    }
    exit.finish();
  }

  @Override
  public void close() {
    tracing.close();
  }
}
