package io.stackspan.agent.context;

import static org.assertj.core.api.Assertions.assertThat;

import brave.propagation.B3Propagation;
import brave.propagation.Propagation;
import brave.propagation.TraceContext;
import brave.propagation.TraceContextOrSamplingFlags;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.extension.trace.propagation.B3Propagator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What we write, OpenTelemetry and Brave read, and the other way round. */
class ForeignTracersTest {
  private static final String TRACE = "0123456789abcdef0123456789abcdef";
  private static final String SPAN = "aaaaaaaaaaaa0001";
  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
          return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
          return carrier.get(key.toLowerCase(Locale.ROOT));
        }
      };

  private RecordingAgent agent;

  @AfterEach
  void uninstall() {
    agent.close();
  }

  @Test
  void openTelemetryReadsWhatWeWrite() {
    Map<String, TextMapPropagator> readers =
        Map.of(
            "tracecontext", W3CTraceContextPropagator.getInstance(),
            "b3", B3Propagator.injectingSingleHeader(),
            "b3multi", B3Propagator.injectingMultiHeaders());
    readers.forEach(
        (format, reader) -> {
          Map<String, String> headers = injectedBy(format);
          SpanContext read =
              Span.fromContext(reader.extract(Context.root(), headers, GETTER)).getSpanContext();
          TraceSegment ours = agent.only();

          assertThat(read.isValid()).as(format).isTrue();
          assertThat(read.getTraceId()).isEqualTo(ours.traceId());
          assertThat(read.getSpanId()).isEqualTo(ours.segmentId() + "0001");
          assertThat(read.isSampled()).isTrue();
          Baggage baggage =
              Baggage.fromContext(
                  W3CBaggagePropagator.getInstance().extract(Context.root(), headers, GETTER));
          assertThat(baggage.getEntryValue("user")).isEqualTo("Jürgen +1, \"x\"");
          assertThat(baggage.getEntryValue("stackspan-dump")).isEqualTo("1");
          agent.close();
        });
    agent = new RecordingAgent();
  }

  @Test
  void weReadWhatOpenTelemetryWrites() {
    agent = new RecordingAgent();
    Context context =
        Context.root()
            .with(
                Span.wrap(
                    SpanContext.create(
                        TRACE,
                        SPAN,
                        TraceFlags.getSampled(),
                        TraceState.builder().put("other", "x").build())))
            .with(Baggage.builder().put("user", "Jürgen +1, \"x\"").build());
    for (TextMapPropagator writer :
        List.of(
            W3CTraceContextPropagator.getInstance(),
            B3Propagator.injectingSingleHeader(),
            B3Propagator.injectingMultiHeaders())) {
      Map<String, String> headers = new HashMap<>();
      writer.inject(context, headers, ForeignTracersTest::put);
      W3CBaggagePropagator.getInstance().inject(context, headers, ForeignTracersTest::put);
      ContextCarrier carrier = RecordingAgent.carrier(headers);

      assertThat(carrier.traceId()).isEqualTo(TRACE);
      assertThat(carrier.parentSegmentId()).isEqualTo("aaaaaaaaaaaa");
      assertThat(carrier.parentSpanId()).isEqualTo(1);
      assertThat(carrier.isSampled()).isTrue();
      assertThat(carrier.correlation()).containsEntry("user", "Jürgen +1, \"x\"");
    }
  }

  @Test
  void braveReadsWhatWeWrite() {
    Propagation<String> brave = B3Propagation.FACTORY.get();
    for (String format : List.of("b3", "b3multi")) {
      Map<String, String> headers = injectedBy(format);
      TraceContextOrSamplingFlags read =
          brave
              .<Map<String, String>>extractor((map, key) -> map.get(key.toLowerCase(Locale.ROOT)))
              .extract(headers);

      assertThat(read.context().traceIdString()).isEqualTo(agent.only().traceId());
      assertThat(read.context().spanIdString()).isEqualTo(agent.only().segmentId() + "0001");
      assertThat(read.sampled()).isTrue();
      agent.close();
    }
    agent = new RecordingAgent();
  }

  @Test
  void weReadWhatBraveWrites() {
    agent = new RecordingAgent();
    TraceContext context =
        TraceContext.newBuilder().traceId(0x1234L).spanId(0xabcdL).sampled(false).build();
    for (B3Propagation.Format format :
        List.of(B3Propagation.Format.SINGLE, B3Propagation.Format.MULTI)) {
      Map<String, String> headers = new HashMap<>();
      B3Propagation.newFactoryBuilder()
          .injectFormat(format)
          .build()
          .get()
          .<Map<String, String>>injector(ForeignTracersTest::put)
          .inject(context, headers);
      ContextCarrier carrier = RecordingAgent.carrier(headers);

      assertThat(carrier.traceId()).as(format.name()).isEqualTo("0000000000001234");
      assertThat(carrier.parentSegmentId()).isEqualTo("000000000000");
      assertThat(carrier.parentSpanId()).isEqualTo(0xabcd);
      assertThat(carrier.isSampled()).isFalse();
    }
  }

  private Map<String, String> injectedBy(String format) {
    agent = new RecordingAgent(300, List.of(format));
    ContextManager.createEntrySpan(
        "GET:/buy",
        RecordingAgent.carrier(
            Map.of("enable_dump_flag", "true", "baggage", "user=J%C3%BCrgen%20%2B1%2C%20%22x%22")));
    ContextManager.createExitSpan("call", "stock:8080");
    Map<String, String> headers = RecordingAgent.injected();
    ContextManager.stopSpan();
    ContextManager.stopSpan();
    return headers;
  }

  private static void put(Map<String, String> headers, String key, String value) {
    headers.put(key.toLowerCase(Locale.ROOT), value);
  }
}
