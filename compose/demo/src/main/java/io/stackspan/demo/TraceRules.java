package io.stackspan.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the demo's traces must look like. Each rule answers with its faults, a sentence each; none:
 * all is well.
 */
final class TraceRules {
  private static final String WAREHOUSE = "io.stackspan.demo.stock.Warehouse";

  private TraceRules() {}

  /** {@code shop} asked {@code stock} over HTTP, and the trace says which span asked which. */
  static List<String> crossesBothServices(TraceView trace) {
    Faults faults = new Faults();
    faults.unless(trace.status().equals("complete"), "status is " + trace.status());
    faults.unless(
        trace.services().equals(Set.of("shop", "stock")), "services are " + trace.services());
    JsonNode entry = trace.onlySpanOrNull("shop", "entry", "http");
    JsonNode call = trace.onlySpanOrNull("shop", "exit", "http");
    JsonNode served = trace.onlySpanOrNull("stock", "entry", "http");
    if (entry == null || call == null || served == null) {
      faults.add("not exactly one entry and one exit span in shop and one entry span in stock");
      return faults.found();
    }
    faults.unless(entry.path("parentSpanId").isNull(), "shop's entry span has a parent");
    faults.unless(isChild(call, entry), "the call's parent is not shop's entry span");
    faults.unless(isChild(served, call), "the parent of stock's entry span is not the call");
    faults.unless(refersTo(served, "process", call), "stock's entry span has no ref to the call");
    return faults.found();
  }

  /** An ordinary {@code /order}: also a database span, and nobody was dumped. */
  static List<String> ordinaryOrder(TraceView trace) {
    Faults faults = new Faults();
    faults.addAll(crossesBothServices(trace));
    JsonNode served = trace.onlySpanOrNull("stock", "entry", "http");
    JsonNode query = trace.onlySpanOrNull("stock", "exit", "database");
    if (served == null || query == null) {
      faults.add("not exactly one database span in stock");
    } else {
      faults.unless(isChild(query, served), "the query's parent is not stock's entry span");
    }
    faults.unless(trace.dumps().isEmpty(), trace.dumps().size() + " dumps of an ordinary request");
    return faults.found();
  }

  /** There are dumps, and each is linked to a span of its service that was open at its time. */
  static List<String> everyDumpIsLinked(TraceView trace) {
    Faults faults = new Faults();
    List<JsonNode> dumps = trace.dumps();
    faults.unless(!dumps.isEmpty(), "no dumps");
    faults.unless(
        trace.countOf("dumpCount") == dumps.size(),
        "dumpCount is " + trace.countOf("dumpCount") + ", but there are " + dumps.size());
    faults.unless(
        trace.countOf("linkedDumpCount") == dumps.size(),
        trace.countOf("linkedDumpCount") + " of " + dumps.size() + " dumps are linked");
    for (JsonNode dump : dumps) {
      JsonNode span = trace.spanOrNull(dump.path("spanId"));
      String id = dump.path("dumpId").asText();
      if (span == null) {
        faults.add("dump " + id + " is linked to no span of the trace");
      } else {
        faults.unless(contains(span, dump), "dump " + id + " is outside of its span's interval");
        faults.unless(
            span.path("service").equals(dump.path("service")),
            "dump " + id + " is of another service");
      }
    }
    return faults.found();
  }

  /** A flagged {@code /lock}: dumps in both services, and one names the lock and who held it. */
  static List<String> blockedInStock(TraceView trace) {
    Faults faults = new Faults();
    faults.addAll(crossesBothServices(trace));
    faults.addAll(everyDumpIsLinked(trace));
    faults.unless(!trace.dumps("shop").isEmpty(), "no dumps in shop");
    faults.unless(
        trace.dumps("stock").stream().anyMatch(TraceRules::namesTheHolder),
        "no dump in stock is BLOCKED on "
            + WAREHOUSE
            + " held by inventory-counter in Warehouse.countInventory");
    return faults.found();
  }

  /**
   * A flagged hand-over: the other thread's dumps are in a segment whose parent is the caller's.
   */
  static List<String> handedToPool(TraceView trace) {
    Faults faults = new Faults();
    faults.addAll(everyDumpIsLinked(trace));
    faults.unless(trace.status().equals("complete"), "status is " + trace.status());
    JsonNode caller = trace.onlySpanOrNull("shop", "entry", "http");
    List<JsonNode> ofPool = trace.dumps().stream().filter(TraceRules::isOfPoolThread).toList();
    if (caller == null || ofPool.isEmpty()) {
      faults.add(
          caller == null ? "not exactly one entry span in shop" : "no dumps of a pool thread");
      return faults.found();
    }
    String segment = ofPool.get(0).path("segmentId").asText();
    faults.unless(
        !segment.equals(caller.path("segmentId").asText()),
        "the pool thread's dumps are in the caller's segment");
    faults.unless(
        trace.dumps().stream()
            .allMatch(
                dump -> isOfPoolThread(dump) == dump.path("segmentId").asText().equals(segment)),
        "dumps of the pool thread and of others are mixed in a segment");
    faults.unless(
        trace.spansOfSegment(segment).stream().anyMatch(span -> refersTo(span, "thread", caller)),
        "the pool thread's segment has no ref of type thread to the caller's entry span");
    return faults.found();
  }

  private static boolean isOfPoolThread(JsonNode dump) {
    return dump.path("thread").path("name").asText().startsWith("invoice-printer-");
  }

  private static boolean namesTheHolder(JsonNode dump) {
    JsonNode waitingOn = dump.path("waitingOn");
    JsonNode owner = waitingOn.path("owner");
    boolean namesMethod = false;
    for (JsonNode frame : owner.path("frames")) {
      namesMethod |=
          frame.path("className").asText().equals(WAREHOUSE)
              && frame.path("method").asText().equals("countInventory");
    }
    return namesMethod
        && dump.path("state").asText().equals("BLOCKED")
        && waitingOn.path("lockClass").asText().equals(WAREHOUSE)
        && owner.path("threadName").asText().equals("inventory-counter");
  }

  private static boolean isChild(JsonNode child, JsonNode parent) {
    return child.path("parentSpanId").equals(parent.path("spanId"));
  }

  private static boolean refersTo(JsonNode span, String type, JsonNode parent) {
    for (JsonNode ref : span.path("refs")) {
      if (ref.path("type").asText().equals(type)
          && ref.path("parentSpanId").equals(parent.path("spanId"))
          && ref.path("parentSegmentId").equals(parent.path("segmentId"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(JsonNode span, JsonNode dump) {
    long time = dump.path("timeMicros").asLong();
    return span.path("startMicros").asLong() <= time && time <= span.path("endMicros").asLong();
  }

  private static final class Faults {
    private final List<String> found = new ArrayList<>();

    void add(String fault) {
      found.add(fault);
    }

    void addAll(List<String> faults) {
      found.addAll(faults);
    }

    void unless(boolean holds, String fault) {
      if (!holds) {
        found.add(fault);
      }
    }

    List<String> found() {
      return found;
    }
  }
}
