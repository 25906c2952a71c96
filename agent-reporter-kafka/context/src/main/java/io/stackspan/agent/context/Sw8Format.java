package io.stackspan.agent.context;

import io.stackspan.wire.HeaderKeys;
import java.util.Map;

/**
 * SkyWalking's cross-process protocol v3 with its correlation header, in which the dump flag rides:
 * a ninth part of {@code sw8} would break stock agents.
 */
final class Sw8Format implements PropagationFormat {
  private static final int PARTS = 8;
  private static final int MAX_LENGTH = 4096;

  @Override
  public String name() {
    return "sw8";
  }

  @Override
  public void extract(HeaderReader headers, ContextCarrier carrier, AgentCounters counters) {
    String sw8 = headers.header(HeaderKeys.SW8);
    if (sw8 != null) {
      try {
        readParent(sw8, carrier);
      } catch (IllegalArgumentException e) {
        counters.count(Propagator.MALFORMED, HeaderKeys.SW8);
      }
    }
    String extension = headers.header(HeaderKeys.SW8_X);
    if (extension != null && (extension.equals("1") || extension.startsWith("1-"))) {
      carrier.skipAnalysis(true);
    }
    String correlation = headers.header(HeaderKeys.SW8_CORRELATION);
    if (correlation != null) {
      try {
        readCorrelation(correlation, carrier);
      } catch (IllegalArgumentException e) {
        counters.count(Propagator.MALFORMED, HeaderKeys.SW8_CORRELATION);
      }
    }
  }

  private static void readParent(String sw8, ContextCarrier carrier) {
    String[] parts = sw8.length() > MAX_LENGTH ? new String[0] : sw8.trim().split("-", PARTS);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("not eight parts");
    }
    String traceId = Base64Text.decode(parts[1]);
    String segmentId = Base64Text.decode(parts[2]);
    int spanId = Integer.parseInt(parts[3]);
    String service = Base64Text.decode(parts[4]);
    String instance = Base64Text.decode(parts[5]);
    String endpoint = Base64Text.decode(parts[6]);
    String address = Base64Text.decode(parts[7]);
    if (traceId.isEmpty() || segmentId.isEmpty() || spanId < 0) {
      throw new IllegalArgumentException("no parent");
    }
    if (!carrier.isValid()) {
      carrier.parent(traceId, segmentId, spanId);
      carrier.sampled(parts[0].equals("1"));
    }
    // An earlier format may have named the parent without saying whose it is.
    if (carrier.traceId().equals(traceId)
        && carrier.parentSegmentId().equals(segmentId)
        && carrier.parentSpanId() == spanId) {
      carrier.parentDetails(service, instance, endpoint, address);
    }
  }

  private static void readCorrelation(String header, ContextCarrier carrier) {
    if (header.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("too long");
    }
    for (String pair : header.split(",")) {
      int colon = pair.indexOf(':');
      if (colon > 0) {
        Propagator.readEntry(
            Base64Text.decode(pair.substring(0, colon).trim()),
            Base64Text.decode(pair.substring(colon + 1).trim()),
            carrier);
      }
    }
  }

  @Override
  public void inject(ContextCarrier carrier, HeaderWriter headers) {
    headers.header(
        HeaderKeys.SW8,
        (carrier.isSampled() ? "1-" : "0-")
            + Base64Text.encode(carrier.traceId())
            + '-'
            + Base64Text.encode(carrier.parentSegmentId())
            + '-'
            + carrier.parentSpanId()
            + '-'
            + Base64Text.encode(carrier.parentService())
            + '-'
            + Base64Text.encode(carrier.parentInstance())
            + '-'
            + Base64Text.encode(carrier.parentEndpoint())
            + '-'
            + Base64Text.encode(carrier.peerAddress()));
    if (carrier.isSkipAnalysis()) {
      headers.header(HeaderKeys.SW8_X, "1-");
    }
    if (!carrier.isDumpFlag() && carrier.correlation().isEmpty()) {
      return;
    }
    StringBuilder correlation = new StringBuilder();
    if (carrier.isDumpFlag()) {
      append(correlation, HeaderKeys.DUMP_ENTRY, Propagator.DUMP_ON);
    }
    for (Map.Entry<String, String> entry : carrier.correlation().entrySet()) {
      append(correlation, entry.getKey(), entry.getValue());
    }
    if (correlation.length() > 0) {
      headers.header(HeaderKeys.SW8_CORRELATION, correlation.toString());
    }
  }

  private static void append(StringBuilder correlation, String key, String value) {
    if (correlation.length() > 0) {
      correlation.append(',');
    }
    correlation.append(Base64Text.encode(key)).append(':').append(Base64Text.encode(value));
  }
}
