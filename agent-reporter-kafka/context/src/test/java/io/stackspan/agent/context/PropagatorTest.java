package io.stackspan.agent.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PropagatorTest {
  private static final String TRACE = "0123456789abcdef0123456789abcdef";

  private RecordingAgent agent = new RecordingAgent();

  @AfterEach
  void uninstall() {
    agent.close();
  }

  @Test
  void bothFormatsTellTheSameParent() {
    ContextManager.createEntrySpan("GET:/buy", RecordingAgent.flagged());
    ContextManager.createExitSpan("GET:/reserve", "stock:8080");
    Map<String, String> headers = RecordingAgent.injected();
    ContextManager.stopSpan();
    ContextManager.stopSpan();
    TraceSegment caller = agent.only();

    for (String format : List.of("traceparent", "sw8")) {
      Map<String, String> one = new HashMap<>(headers);
      one.keySet().removeIf(name -> name.equals("traceparent") || name.equals("sw8"));
      one.put(format, headers.get(format));
      ContextCarrier carrier = RecordingAgent.carrier(one);

      assertThat(carrier.isValid()).isTrue();
      assertThat(carrier.traceId()).isEqualTo(caller.traceId());
      assertThat(carrier.parentSegmentId()).isEqualTo(caller.segmentId());
      assertThat(carrier.parentSpanId()).isEqualTo(1);
      assertThat(carrier.isDumpFlag()).isTrue();
    }
  }

  @Test
  void sw8NamesTheParentOfTraceparent() {
    ContextManager.createEntrySpan("GET:/buy", new ContextCarrier());
    ContextCarrier carrier = RecordingAgent.carrier(RecordingAgent.injected());
    ContextManager.stopSpan();

    SegmentReference reference = SegmentReference.acrossProcesses(carrier);
    assertThat(reference.parentService()).isEqualTo("shop");
    assertThat(reference.parentInstance()).isEqualTo("shop-1");
    assertThat(reference.parentEndpoint()).isEqualTo("GET:/buy");
    assertThat(reference.peerAddress()).isEqualTo("stock:8080");
    assertThat(reference.isCrossThread()).isFalse();
  }

  @Test
  void flagAloneInBaggageOrCorrelationIsRead() {
    assertThat(RecordingAgent.carrier(Map.of("baggage", "a=b, stackspan-dump=1;x=y")).isDumpFlag())
        .isTrue();
    assertThat(
            RecordingAgent.carrier(
                    Map.of("sw8-correlation", base64("stackspan-dump") + ":" + base64("1")))
                .isDumpFlag())
        .isTrue();
    assertThat(RecordingAgent.carrier(Map.of("baggage", "stackspan-dump=0")).isDumpFlag())
        .isFalse();
  }

  @Test
  void edgeHeaderIsIgnoredBehindATracedCaller() {
    ContextCarrier carrier =
        RecordingAgent.carrier(
            Map.of(
                "traceparent", "00-" + TRACE + "-aaaaaaaaaaaa0001-01", "enable_dump_flag", "true"));

    assertThat(carrier.isDumpFlag()).isFalse();
  }

  @Test
  void edgeHeaderIsIgnoredAndCountedWhenOff() {
    AgentCounters counters = new AgentCounters();
    Propagator propagator = new Propagator(List.of("sw8"), false, counters);

    ContextCarrier carrier =
        propagator.extract(name -> name.equals("ENABLE_DUMP_FLAG") ? "true" : null);

    assertThat(carrier.isDumpFlag()).isFalse();
    assertThat(counters.value("flags.ignored", "edge_flag_off")).isEqualTo(1);
  }

  @Test
  void correlationTravelsOn() {
    ContextCarrier incoming =
        RecordingAgent.carrier(Map.of("baggage", "user=J%C3%BCrgen%20%2B1,bad,=x,empty="));
    ContextManager.createEntrySpan("GET:/buy", incoming);
    Map<String, String> headers = RecordingAgent.injected();
    ContextManager.stopSpan();

    assertThat(headers.get("baggage")).isEqualTo("user=J%C3%BCrgen%20%2B1,empty=");
    assertThat(headers.get("sw8-correlation")).contains(base64("user") + ":" + base64("Jürgen +1"));
  }

  @Test
  void malformedHeadersAreCountedAndAbsent() {
    List<String> malformed =
        List.of(
            "",
            "00",
            "00-" + TRACE + "-aaaaaaaaaaaa0001-0",
            "ff-" + TRACE + "-aaaaaaaaaaaa0001-01",
            "00-" + TRACE.toUpperCase(java.util.Locale.ROOT) + "-aaaaaaaaaaaa0001-01",
            "00-00000000000000000000000000000000-aaaaaaaaaaaa0001-01",
            "00-" + TRACE + "-0000000000000000-01",
            "00-" + TRACE + "-aaaaaaaaaaaa0001-01-extra");
    for (String traceparent : malformed) {
      assertThat(RecordingAgent.carrier(Map.of("traceparent", traceparent)).isValid()).isFalse();
    }
    assertThat(agent.counters.value("headers.malformed", "traceparent"))
        .isEqualTo(malformed.size());

    List<String> malformedSw8 = List.of("", "1", "1-a-b-c-d-e-f-g", "1-&-&-0-a-b-c-d", "1-----0--");
    for (String sw8 : malformedSw8) {
      assertThat(RecordingAgent.carrier(Map.of("sw8", sw8)).isValid()).isFalse();
    }
    assertThat(agent.counters.value("headers.malformed", "sw8")).isEqualTo(malformedSw8.size());
  }

  @Test
  void malformedB3AndSw6AreCountedAndAbsent() {
    List<String> malformedB3 =
        List.of("", "x", "2", TRACE, TRACE + "-1", TRACE + "-aaaaaaaaaaaa0001-2", "a-b-1-c-d");
    for (String b3 : malformedB3) {
      assertThat(RecordingAgent.carrier(Map.of("b3", b3)).isValid()).isFalse();
    }
    assertThat(agent.counters.value("headers.malformed", "b3")).isEqualTo(malformedB3.size());
    assertThat(RecordingAgent.carrier(Map.of("x-b3-traceid", TRACE)).isValid()).isFalse();
    assertThat(RecordingAgent.carrier(Map.of("x-b3-spanid", "1")).isValid()).isFalse();
    assertThat(agent.counters.value("headers.malformed", "X-B3-TraceId")).isEqualTo(2);

    List<String> malformedSw6 =
        List.of("", "1-a-b-c-d-e-f-g", "1-&-&-0-0-0-a-b-c", "1---0-0-0-YQ==-YQ==-YQ==");
    for (String sw6 : malformedSw6) {
      assertThat(RecordingAgent.carrier(Map.of("sw6", sw6)).isValid()).isFalse();
    }
    assertThat(agent.counters.value("headers.malformed", "sw6")).isEqualTo(malformedSw6.size());
  }

  @Test
  void b3DecisionAloneIsFollowed() {
    assertThat(RecordingAgent.carrier(Map.of("b3", "0")).isSampled()).isFalse();
    assertThat(RecordingAgent.carrier(Map.of("x-b3-sampled", "0")).isSampled()).isFalse();
    assertThat(RecordingAgent.carrier(Map.of("x-b3-sampled", "0", "x-b3-flags", "1")).isSampled())
        .isTrue();
  }

  @Test
  void sw6IsReadWithNineAndWithTenParts() {
    String nine =
        "1-"
            + base64("1.2.3")
            + "-"
            + base64("4.5.6")
            + "-7-11-12-"
            + base64("#shop:80")
            + "-"
            + base64("#/buy")
            + "-"
            + base64("-99");
    ContextCarrier plain = RecordingAgent.carrier(Map.of("sw6", nine));
    assertThat(plain.traceId()).isEqualTo("1.2.3");
    assertThat(plain.parentSegmentId()).isEqualTo("4.5.6");
    assertThat(plain.parentSpanId()).isEqualTo(7);
    assertThat(plain.peerAddress()).isEqualTo("shop:80");
    assertThat(plain.parentEndpoint()).isEmpty();
    assertThat(plain.isDumpFlag()).isFalse();
    assertThat(RecordingAgent.carrier(Map.of("sw6", nine + "-false")).isDumpFlag()).isFalse();
    assertThat(RecordingAgent.carrier(Map.of("sw6", nine + "-true")).isDumpFlag()).isTrue();
  }

  @Test
  void sw6IsWrittenWhenAskedFor() {
    agent.close();
    agent = new RecordingAgent(300, List.of("sw6"));
    ContextManager.createEntrySpan("GET:/buy", RecordingAgent.flagged());
    Map<String, String> headers = RecordingAgent.injected();
    ContextManager.stopSpan();

    assertThat(headers).containsOnlyKeys("sw6");
    assertThat(headers.get("sw6").split("-")).hasSize(10).endsWith("true");
    ContextCarrier carrier = RecordingAgent.carrier(headers);
    assertThat(carrier.parentSegmentId()).isEqualTo(agent.only().segmentId());
    assertThat(carrier.parentEndpoint()).isEqualTo("GET:/buy");
    assertThat(carrier.peerAddress()).isEqualTo("stock:8080");
    assertThat(carrier.isDumpFlag()).isTrue();
  }

  @Test
  void sw8ExtensionTravelsOn() {
    String sw8 =
        "1-"
            + base64("t")
            + "-"
            + base64("s")
            + "-3-"
            + base64("s")
            + "-"
            + base64("i")
            + "-"
            + base64("e")
            + "-"
            + base64("p:1");
    ContextManager.createEntrySpan(
        "GET:/buy", RecordingAgent.carrier(Map.of("sw8", sw8, "sw8-x", "1-1602743904804")));
    Map<String, String> headers = RecordingAgent.injected();
    ContextManager.stopSpan();

    assertThat(agent.only().isSkipAnalysis()).isTrue();
    assertThat(headers).containsEntry("sw8-x", "1-");
  }

  @Test
  void requestWithoutAnyHeaderCostsNoCarrier() {
    assertThat(RecordingAgent.carrier(Map.of("accept", "*/*"))).isSameAs(ContextCarrier.NONE);
  }

  @Test
  void randomBytesNeverThrow() {
    Random random = new Random(20261122);
    List<String> names =
        List.of(
            "traceparent",
            "tracestate",
            "baggage",
            "sw8",
            "sw8-correlation",
            "sw8-x",
            "sw6",
            "b3",
            "x-b3-traceid",
            "x-b3-spanid");
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      String value = new String(bytes, StandardCharsets.ISO_8859_1);
      ContextCarrier carrier = RecordingAgent.carrier(Map.of(names.get(i % names.size()), value));
      assertThat(carrier).isNotNull();
    }
  }

  @Test
  void foreignIdsTravelUnchanged() {
    String foreign = "5c59a5616a72495b94c1dc34b7510e27.46.17953183980170001";
    String sw8 =
        "1-"
            + base64(foreign)
            + "-"
            + base64(foreign)
            + "-3-"
            + base64("s")
            + "-"
            + base64("i")
            + "-"
            + base64("e")
            + "-"
            + base64("p:1");
    ContextManager.createEntrySpan("GET:/buy", RecordingAgent.carrier(Map.of("sw8", sw8)));
    Map<String, String> headers = RecordingAgent.injected();
    ContextManager.stopSpan();

    assertThat(agent.only().traceId()).isEqualTo(foreign);
    assertThat(headers.get("sw8")).startsWith("1-" + base64(foreign) + "-");
    assertThat(headers).doesNotContainKey("traceparent");
  }

  @Test
  void unknownFormatIsNamed() {
    assertThatThrownBy(() -> new Propagator(List.of("b4"), true, new AgentCounters()))
        .hasMessage(
            "unknown propagation format 'b4'; known are tracecontext, sw8, sw6, b3 and b3multi");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
