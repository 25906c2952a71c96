package io.stackspan.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the check has seen so far. Used by one thread. */
final class CheckReport {
  private final List<String> failures = new ArrayList<>();
  private int traces;
  private int spans;
  private int dumps;
  private int linked;

  void count(int moreTraces, int moreSpans, int moreDumps, int moreLinked) {
    traces += moreTraces;
    spans += moreSpans;
    dumps += moreDumps;
    linked += moreLinked;
  }

  void fail(String point, List<String> faults) {
    for (String fault : faults) {
      failures.add(point + ": " + fault);
    }
  }

  boolean isOk() {
    return failures.isEmpty();
  }

  /** The one line of {@code demo --check}; {@code failures} only if there are any. */
  String json(Duration took) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("ok", isOk());
    json.put("traces", traces);
    json.put("spans", spans);
    json.put("dumps", dumps);
    json.put("linked", linked);
    json.put("seconds", took.toMillis() / 1000.0);
    if (!isOk()) {
      ArrayNode list = json.putArray("failures");
      failures.forEach(list::add);
    }
    return json.toString();
  }
}
