package io.stackspan.agent.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ToolkitAccessTest {
  private static final String NOT_SAMPLED =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

  private final RecordingAgent agent = new RecordingAgent();

  @AfterEach
  void uninstall() {
    agent.close();
  }

  @Test
  void outsideATraceNothingIsThere() {
    assertThat(ToolkitAccess.spanId()).isEmpty();
    assertThat(ToolkitAccess.correlate("tenant", "blue")).isFalse();
    assertThat(ToolkitAccess.correlation("tenant")).isEmpty();
  }

  @Test
  void spanIdIsThatOfTheActiveSpan() {
    ContextManager.createEntrySpan("GET:/buy", new ContextCarrier());
    ContextManager.createLocalSpan("price");
    String inner = ToolkitAccess.spanId();
    ContextManager.stopSpan();
    String outer = ToolkitAccess.spanId();
    ContextManager.stopSpan();

    assertThat(inner).isEqualTo(agent.only().segmentId() + "0001");
    assertThat(outer).isEqualTo(agent.only().segmentId() + "0000");
    assertThat(ToolkitAccess.spanId()).isEmpty();
  }

  @Test
  void valuesOfTheCallerAreSeenAndSentOnWithOnesOwn() {
    ContextManager.createEntrySpan(
        "GET:/buy", RecordingAgent.carrier(Map.of("baggage", "tenant=blue,other=1")));

    assertThat(ToolkitAccess.correlation("tenant")).isEqualTo("blue");
    assertThat(ToolkitAccess.correlate("tenant", "red")).isTrue();
    assertThat(ToolkitAccess.correlate("other", "")).isTrue();
    assertThat(RecordingAgent.injected()).containsEntry("baggage", "tenant=red");
    ContextManager.stopSpan();
  }

  @Test
  void workThatIsNotRecordedCarriesThemToo() {
    ContextManager.createEntrySpan(
        "GET:/buy", RecordingAgent.carrier(Map.of("traceparent", NOT_SAMPLED)));

    assertThat(ToolkitAccess.spanId()).isEmpty();
    assertThat(ToolkitAccess.correlate("tenant", "blue")).isTrue();
    assertThat(ToolkitAccess.correlation("tenant")).isEqualTo("blue");
    assertThat(RecordingAgent.injected())
        .containsEntry("baggage", "tenant=blue")
        .hasEntrySatisfying(
            "traceparent", parent -> assertThat(parent).contains("0af7651916cd").endsWith("-00"));
    ContextManager.stopSpan();
    assertThat(agent.segments).isEmpty();
  }

  @Test
  void whatWasHandedOverBeforeDoesNotChange() {
    ContextManager.createEntrySpan("GET:/buy", new ContextCarrier());
    ToolkitAccess.correlate("tenant", "blue");
    Object captured = Handover.capture();
    ToolkitAccess.correlate("tenant", "red");

    Object previous = Handover.attach(captured);
    assertThat(ToolkitAccess.correlation("tenant")).isEqualTo("blue");
    // No span has been opened for the handed work yet.
    assertThat(ToolkitAccess.correlate("tenant", "green")).isTrue();
    ContextManager.createLocalSpan("price");
    assertThat(ToolkitAccess.correlation("tenant")).isEqualTo("green");
    ContextManager.stopSpan();
    Handover.restore(previous);

    assertThat(ToolkitAccess.correlation("tenant")).isEqualTo("red");
    ContextManager.stopSpan();
  }

  @Test
  void valuesAreBounded() {
    ContextManager.createEntrySpan("GET:/buy", new ContextCarrier());

    // The bounds of ContextCarrier: 16 entries, 256 characters each.
    for (int i = 0; i < 16; i++) {
      assertThat(ToolkitAccess.correlate("key" + i, "v".repeat(256))).isTrue();
    }
    assertThat(ToolkitAccess.correlate("key16", "v")).isFalse();
    assertThat(ToolkitAccess.correlate("key0", "new")).isTrue();
    assertThat(ToolkitAccess.correlate("key0", "v".repeat(257))).isFalse();
    assertThat(ToolkitAccess.correlation("key0")).isEqualTo("new");
    ContextManager.stopSpan();
  }

  @Test
  void keysFitEveryHeaderAndCannotSetTheDumpFlag() {
    ContextManager.createEntrySpan("GET:/buy", new ContextCarrier());

    for (String key :
        new String[] {"", "a b", "a=b", "a,b", "a\r\nb", "ä", "k".repeat(257), "stackspan-dump"}) {
      assertThat(ToolkitAccess.correlate(key, "1")).as(key).isFalse();
    }
    assertThat(ToolkitAccess.correlate("Tenant_1.of-all", "1")).isTrue();
    ContextManager.stopSpan();
  }
}
