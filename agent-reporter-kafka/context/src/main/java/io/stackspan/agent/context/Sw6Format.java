package io.stackspan.agent.context;

import io.stackspan.wire.HeaderKeys;

/**
 * SkyWalking's cross-process protocol v2: nine parts, and a tenth, not encoded, that is the dump
 * flag. Read in both lengths; written only when asked for. Instances are numbers that a SkyWalking
 * 6 back end gave out, so the parent's name is not known from it.
 */
final class Sw6Format implements PropagationFormat {
  private static final int PARTS = 9;
  private static final int MAX_LENGTH = 4096;
  private static final String UNREGISTERED = "0";

  @Override
  public String name() {
    return "sw6";
  }

  @Override
  public void extract(HeaderReader headers, ContextCarrier carrier, AgentCounters counters) {
    String sw6 = headers.header(HeaderKeys.SW6);
    if (sw6 != null) {
      try {
        read(sw6.trim(), carrier);
      } catch (IllegalArgumentException e) {
        counters.count(Propagator.MALFORMED, HeaderKeys.SW6);
      }
    }
  }

  private static void read(String sw6, ContextCarrier carrier) {
    String[] parts = sw6.length() > MAX_LENGTH ? new String[0] : sw6.split("-", PARTS + 1);
    if (parts.length < PARTS) {
      throw new IllegalArgumentException("neither nine nor ten parts");
    }
    String traceId = Base64Text.decode(parts[1]);
    String segmentId = Base64Text.decode(parts[2]);
    int spanId = Integer.parseInt(parts[3]);
    String address = text(parts[6]);
    String endpoint = text(parts[8]);
    if (traceId.isEmpty() || segmentId.isEmpty() || spanId < 0) {
      throw new IllegalArgumentException("no parent");
    }
    if (!carrier.isValid()) {
      carrier.parent(traceId, segmentId, spanId);
      carrier.sampled(parts[0].equals("1"));
      carrier.parentDetails("", "", endpoint, address);
    }
    if (parts.length > PARTS && parts[PARTS].equalsIgnoreCase("true")) {
      carrier.dumpFlag(true);
    }
  }

  /** {@code #text}, or the number of a registered one, which says nothing here. */
  private static String text(String part) {
    String decoded = Base64Text.decode(part);
    return decoded.startsWith("#") ? decoded.substring(1) : "";
  }

  @Override
  public void inject(ContextCarrier carrier, HeaderWriter headers) {
    String endpoint = Base64Text.encode('#' + carrier.parentEndpoint());
    StringBuilder sw6 = new StringBuilder(160);
    sw6.append(carrier.isSampled() ? "1-" : "0-");
    sw6.append(Base64Text.encode(carrier.traceId())).append('-');
    sw6.append(Base64Text.encode(carrier.parentSegmentId())).append('-');
    sw6.append(carrier.parentSpanId()).append('-');
    sw6.append(UNREGISTERED).append('-').append(UNREGISTERED).append('-');
    sw6.append(Base64Text.encode('#' + carrier.peerAddress())).append('-');
    sw6.append(endpoint).append('-').append(endpoint);
    if (carrier.isDumpFlag()) {
      sw6.append("-true");
    }
    headers.header(HeaderKeys.SW6, sw6.toString());
  }
}
