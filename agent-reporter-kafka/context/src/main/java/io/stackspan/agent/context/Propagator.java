package io.stackspan.agent.context;

import io.stackspan.wire.HeaderKeys;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads every known propagation format and writes the configured ones. Never throws for what comes
 * over the wire. Immutable; any thread.
 */
public final class Propagator {
  static final String DUMP_ON = "1";

  private static final PropagationFormat[] KNOWN = {new TraceContextFormat(), new Sw8Format()};

  private final PropagationFormat[] written;
  private final boolean edgeFlag;
  private final AgentCounters counters;

  /**
   * @param formats names of the formats to write: {@code tracecontext}, {@code sw8}
   * @param edgeFlag whether {@code ENABLE_DUMP_FLAG} of a request without a traced caller counts
   * @throws IllegalArgumentException names an unknown format
   */
  public Propagator(List<String> formats, boolean edgeFlag, AgentCounters counters) {
    List<PropagationFormat> chosen = new ArrayList<>();
    for (String name : formats) {
      chosen.add(formatOf(name));
    }
    this.written = chosen.toArray(new PropagationFormat[0]);
    this.edgeFlag = edgeFlag;
    this.counters = counters;
  }

  private static PropagationFormat formatOf(String name) {
    for (PropagationFormat format : KNOWN) {
      if (format.name().equals(name)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "unknown propagation format '" + name + "'; known are tracecontext and sw8");
  }

  /** A carrier that {@link ContextCarrier#isValid} when the caller is traced. */
  public ContextCarrier extract(HeaderReader headers) {
    ContextCarrier carrier = new ContextCarrier();
    for (PropagationFormat format : KNOWN) {
      format.extract(headers, carrier, counters);
    }
    if (!carrier.isValid()
        && "true".equalsIgnoreCase(headers.header(HeaderKeys.ENABLE_DUMP_FLAG))) {
      if (edgeFlag) {
        carrier.dumpFlag(true);
      } else {
        counters.count("flags.ignored", "edge_flag_off");
      }
    }
    return carrier;
  }

  public void inject(ContextCarrier carrier, HeaderWriter headers) {
    for (PropagationFormat format : written) {
      format.inject(carrier, headers);
    }
  }

  /** An entry of baggage or correlation: the dump flag, or a value of the application's. */
  static void readEntry(String key, String value, ContextCarrier carrier) {
    if (key.equals(HeaderKeys.DUMP_ENTRY)) {
      if (value.equals(DUMP_ON)) {
        carrier.dumpFlag(true);
      }
    } else {
      carrier.correlate(key, value);
    }
  }
}
