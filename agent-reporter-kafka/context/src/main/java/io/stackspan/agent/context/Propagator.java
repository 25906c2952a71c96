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

  /** Counter of headers that could not be read, by the header's name. */
  static final String MALFORMED = "headers.malformed";

  /** In the order of reading: the first that names a parent decides. */
  private static final PropagationFormat[] KNOWN = {
    new TraceContextFormat(), new Sw8Format(), new Sw6Format(), B3Format.single(), B3Format.multi()
  };

  /** Without any of these there is nothing to read. */
  private static final String[] SIGNS = {
    HeaderKeys.TRACEPARENT,
    HeaderKeys.SW8,
    HeaderKeys.BAGGAGE,
    HeaderKeys.SW8_CORRELATION,
    HeaderKeys.ENABLE_DUMP_FLAG,
    HeaderKeys.B3,
    HeaderKeys.B3_TRACE_ID,
    HeaderKeys.B3_SPAN_ID,
    HeaderKeys.B3_SAMPLED,
    HeaderKeys.B3_FLAGS,
    HeaderKeys.SW6
  };

  private final PropagationFormat[] written;
  private final boolean edgeFlag;
  private final AgentCounters counters;

  /**
   * @param formats names of the formats to write: {@code tracecontext}, {@code sw8}, {@code sw6},
   *     {@code b3}, {@code b3multi}
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
        "unknown propagation format '"
            + name
            + "'; known are tracecontext, sw8, sw6, b3 and b3multi");
  }

  /** A carrier that {@link ContextCarrier#isValid} when the caller is traced. */
  public ContextCarrier extract(HeaderReader headers) {
    if (!isAnyPresent(headers)) {
      return ContextCarrier.NONE;
    }
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

  /** Most requests from outside carry nothing, and shall cost nothing. */
  private static boolean isAnyPresent(HeaderReader headers) {
    for (String name : SIGNS) {
      if (headers.header(name) != null) {
        return true;
      }
    }
    return false;
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
