package io.stackspan.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each rule accepts a trace as it must be, and names what is wrong with a spoilt one. */
class TraceRulesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void ordinaryOrder_acceptsFourSpansWithoutDumps() throws Exception {
    assertThat(TraceRules.ordinaryOrder(trace("order", trace -> {}))).isEmpty();
  }

  @Test
  void ordinaryOrder_refusesDumps() throws Exception {
    TraceView withDump = trace("order", trace -> trace.putArray("dumps").addObject());

    assertThat(TraceRules.ordinaryOrder(withDump))
        .containsExactly("1 dumps of an ordinary request");
  }

  @Test
  void ordinaryOrder_refusesAWrongParent() throws Exception {
    TraceView orphan = trace("order", trace -> span(trace, 2).put("parentSpanId", "nobody"));

    assertThat(TraceRules.ordinaryOrder(orphan))
        .containsExactly("the parent of stock's entry span is not the call");
  }

  @Test
  void ordinaryOrder_refusesAnUnfinishedTrace() throws Exception {
    TraceView half = trace("order", trace -> trace.put("status", "partial"));

    assertThat(TraceRules.ordinaryOrder(half)).containsExactly("status is partial");
  }

  @Test
  void blockedInStock_acceptsWaiterAndHolder() throws Exception {
    assertThat(TraceRules.blockedInStock(trace("lock", trace -> {}))).isEmpty();
  }

  @Test
  void blockedInStock_wantsTheOwner() throws Exception {
    TraceView ownerless =
        trace("lock", trace -> ((ObjectNode) dump(trace, 1).get("waitingOn")).putNull("owner"));

    assertThat(TraceRules.blockedInStock(ownerless))
        .singleElement()
        .asString()
        .contains("inventory-counter");
  }

  @Test
  void everyDumpIsLinked_refusesADumpOutsideOfItsSpan() throws Exception {
    TraceView late = trace("lock", trace -> dump(trace, 1).put("timeMicros", 9_000_000));

    assertThat(TraceRules.everyDumpIsLinked(late))
        .containsExactly("dump bbbbbbbbbbbb~0 is outside of its span's interval");
  }

  @Test
  void everyDumpIsLinked_refusesAnUnlinkedDump() throws Exception {
    TraceView unlinked =
        trace(
            "lock",
            trace -> {
              dump(trace, 0).putNull("spanId");
              trace.put("linkedDumpCount", 1);
            });

    assertThat(TraceRules.everyDumpIsLinked(unlinked))
        .containsExactly(
            "1 of 2 dumps are linked", "dump aaaaaaaaaaaa~0 is linked to no span of the trace");
  }

  @Test
  void handedToPool_acceptsASegmentOfItsOwn() throws Exception {
    assertThat(TraceRules.handedToPool(trace("pool", trace -> {}))).isEmpty();
  }

  @Test
  void handedToPool_refusesDumpsInTheCallersSegment() throws Exception {
    TraceView mixed = trace("pool", trace -> dump(trace, 1).put("segmentId", "aaaaaaaaaaaa"));

    assertThat(TraceRules.handedToPool(mixed))
        .contains("the pool thread's dumps are in the caller's segment");
  }

  @Test
  void handedToPool_refusesALostReference() throws Exception {
    TraceView cut = trace("pool", trace -> span(trace, 1).putArray("refs"));

    assertThat(TraceRules.handedToPool(cut))
        .containsExactly(
            "the pool thread's segment has no ref of type thread to the caller's entry span");
  }

  private static TraceView trace(String name, Consumer<ObjectNode> spoil) throws IOException {
    try (InputStream in = TraceRulesTest.class.getResourceAsStream("/traces/" + name + ".json")) {
      ObjectNode trace = (ObjectNode) JSON.readTree(in);
      spoil.accept(trace);
      return new TraceView(trace);
    }
  }

  private static ObjectNode span(JsonNode trace, int index) {
    return (ObjectNode) trace.get("spans").get(index);
  }

  private static ObjectNode dump(JsonNode trace, int index) {
    return (ObjectNode) trace.get("dumps").get(index);
  }
}
