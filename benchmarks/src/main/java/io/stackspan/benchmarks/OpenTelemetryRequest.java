package io.stackspan.benchmarks;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The request of {@link RequestBenchmark} as OpenTelemetry's instrumentations trace it. */
final class OpenTelemetryRequest implements AutoCloseable {
  /** A request without a traced caller. */
  static final Context NO_HEADERS = Context.root();

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.method");
  private static final AttributeKey<String> URL = AttributeKey.stringKey("url");
  private static final AttributeKey<String> STATUS = AttributeKey.stringKey("http.status_code");
  private static final AttributeKey<String> PEER = AttributeKey.stringKey("peer.service");

  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
          return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
          return headers == null ? null : headers.get(name);
        }
      };

  private static final TextMapSetter<Map<String, String>> SETTER =
      (headers, name, value) -> {
        if (headers != null) {
          headers.put(name, value);
        }
      };

  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private final TextMapPropagator propagator =
      TextMapPropagator.composite(
          W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());
  private final Map<String, String> incoming;
  private final Map<String, String> outgoing;

  /**
   * @param sampler the SDK's default follows the caller's decision
   */
  OpenTelemetryRequest(
      Sampler sampler,
      SpanProcessor processor,
      Map<String, String> incoming,
      Map<String, String> outgoing) {
    this.provider =
        SdkTracerProvider.builder().setSampler(sampler).addSpanProcessor(processor).build();
    this.tracer = provider.get("benchmarks");
    this.incoming = incoming;
    this.outgoing = outgoing;
  }

  Context extract() {
    return propagator.extract(Context.root(), incoming, GETTER);
  }

  /** Reads the headers, traces, writes headers for both outgoing calls. */
  void serve() {
    serve(extract(), true);
  }

  /** Entry, a local and an exit span inside it, and once more. */
  void serve(Context parent, boolean inject) {
    Span entry =
        tracer
            .spanBuilder(RequestFacts.OPERATION)
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .startSpan();
    try (Scope scope = entry.makeCurrent()) {
      entry.setAttribute(METHOD, RequestFacts.METHOD).setAttribute(URL, RequestFacts.URL);
      step(RequestFacts.FIRST_STEP, RequestFacts.FIRST_CALL, RequestFacts.FIRST_PEER, inject);
      step(RequestFacts.SECOND_STEP, RequestFacts.SECOND_CALL, RequestFacts.SECOND_PEER, inject);
      entry.setAttribute(STATUS, RequestFacts.STATUS);
    }
    entry.end();
  }

  private void step(String name, String call, String peer, boolean inject) {
    Span local = tracer.spanBuilder(name).startSpan();
    try (Scope scope = local.makeCurrent()) {
      call(call, peer, inject);
    }
    local.end();
  }

  private void call(String operation, String peer, boolean inject) {
    Span exit = tracer.spanBuilder(operation).setSpanKind(SpanKind.CLIENT).startSpan();
    try (Scope scope = exit.makeCurrent()) {
      exit.setAttribute(METHOD, RequestFacts.METHOD).setAttribute(URL, RequestFacts.URL);
      exit.setAttribute(PEER, peer);
      if (inject) {
        propagator.inject(Context.current(), outgoing, SETTER);
      }
    }
    exit.end();
  }

  @Override
  public void close() {
    provider.close();
  }
}
