package io.stackspan.agent.context;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An installed tracer that keeps what it is given. */
final class RecordingAgent implements AutoCloseable {
  final List<TraceSegment> segments = new CopyOnWriteArrayList<>();
  final List<Slot> watched = new CopyOnWriteArrayList<>();
  final AgentCounters counters = new AgentCounters();

  RecordingAgent() {
    this(300, List.of("tracecontext", "sw8"));
  }

  RecordingAgent(int maxSpans, List<String> formats) {
    ContextManager.install(
        new Tracer(
                "shop",
                "shop-1",
                new Propagator(formats, true, counters),
                segments::add,
                watched::add,
                maxSpans,
                3)
            .withSampling(TraceSampler.always(), IgnoreRules.none(), counters));
  }

  static ContextCarrier flagged() {
    return carrier(Map.of("enable_dump_flag", "TRUE"));
  }

  static ContextCarrier carrier(Map<String, String> headers) {
    return ContextManager.extract(name -> headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Headers of an outgoing call, by lower-case name. */
  static Map<String, String> injected() {
    Map<String, String> headers = new HashMap<>();
    ContextManager.inject(
        "stock:8080", (name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return headers;
  }

  TraceSegment only() {
    List<TraceSegment> all = new ArrayList<>(segments);
    if (all.size() != 1) {
      throw new AssertionError("expected one segment, got " + all.size());
    }
    return all.get(0);
  }

  @Override
  public void close() {
    ContextManager.install(null);
    Handover.attach(Handover.NONE);
  }
}
