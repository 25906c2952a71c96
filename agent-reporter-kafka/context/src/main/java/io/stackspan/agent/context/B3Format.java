package io.stackspan.agent.context;

import io.stackspan.wire.HeaderKeys;
import org.jspecify.annotations.Nullable;

/**
 * B3, as Zipkin's and Brave's services speak it: in one header or in several. Trace ids of 64 bits
 * are carried as they are. Baggage rides in its W3C header.
 */
final class B3Format implements PropagationFormat {
  private static final int SPAN_DIGITS = 16;
  private static final int SEGMENT_DIGITS = 12;

  private final boolean single;

  private B3Format(boolean single) {
    this.single = single;
  }

  /** {@code b3: …}. */
  static B3Format single() {
    return new B3Format(true);
  }

  /** {@code X-B3-TraceId: …} and the others. */
  static B3Format multi() {
    return new B3Format(false);
  }

  @Override
  public String name() {
    return single ? "b3" : "b3multi";
  }

  @Override
  public void extract(HeaderReader headers, ContextCarrier carrier, AgentCounters counters) {
    if (carrier.isValid()) {
      return;
    }
    if (single) {
      String b3 = headers.header(HeaderKeys.B3);
      if (b3 != null && !readSingle(b3.trim(), carrier)) {
        counters.count(Propagator.MALFORMED, HeaderKeys.B3);
      }
      return;
    }
    String sampled = headers.header(HeaderKeys.B3_SAMPLED);
    if ("1".equals(headers.header(HeaderKeys.B3_FLAGS))) {
      sampled = "d";
    }
    String traceId = headers.header(HeaderKeys.B3_TRACE_ID);
    String spanId = headers.header(HeaderKeys.B3_SPAN_ID);
    if (traceId != null || spanId != null) {
      if (!readIds(traceId, spanId, carrier)) {
        counters.count(Propagator.MALFORMED, HeaderKeys.B3_TRACE_ID);
        return;
      }
    }
    readDecision(sampled, carrier);
  }

  private static boolean readSingle(String b3, ContextCarrier carrier) {
    String[] parts = b3.split("-", 5);
    if (parts.length == 1) {
      return readDecision(parts[0], carrier);
    }
    // The fourth part, the parent's parent, is nobody's business here.
    return parts.length <= 4
        && (parts.length == 2 || isDecision(parts[2]))
        && readIds(parts[0], parts[1], carrier)
        && (parts.length == 2 || readDecision(parts[2], carrier));
  }

  private static boolean readIds(
      @Nullable String traceId, @Nullable String spanId, ContextCarrier carrier) {
    if (traceId == null
        || spanId == null
        || traceId.length() != 32 && traceId.length() != 16
        || spanId.length() != SPAN_DIGITS
        || !TraceIds.isLowerHex(traceId, 0, traceId.length())
        || !TraceIds.isLowerHex(spanId, 0, SPAN_DIGITS)
        || TraceIds.isAllZero(traceId, 0, traceId.length())
        || TraceIds.isAllZero(spanId, 0, SPAN_DIGITS)) {
      return false;
    }
    carrier.parent(
        traceId,
        spanId.substring(0, SEGMENT_DIGITS),
        Integer.parseInt(spanId.substring(SEGMENT_DIGITS), 16));
    return true;
  }

  private static boolean isDecision(String sampled) {
    return readDecision(sampled, new ContextCarrier());
  }

  /** An absent decision is left to the receiver, who records what is propagated. */
  private static boolean readDecision(@Nullable String sampled, ContextCarrier carrier) {
    if (sampled == null) {
      return true;
    }
    switch (sampled) {
      case "0":
      case "false":
        carrier.sampled(false);
        return true;
      case "1":
      case "d":
      case "true":
        carrier.sampled(true);
        return true;
      default:
        return false;
    }
  }

  @Override
  public void inject(ContextCarrier carrier, HeaderWriter headers) {
    String traceId = carrier.traceId();
    boolean fits =
        (traceId.length() == 32 || traceId.length() == 16)
            && TraceIds.isLowerHex(traceId, 0, traceId.length())
            && carrier.parentSegmentId().length() == SEGMENT_DIGITS
            && TraceIds.isLowerHex(carrier.parentSegmentId(), 0, SEGMENT_DIGITS);
    if (fits) {
      StringBuilder spanId = new StringBuilder(SPAN_DIGITS).append(carrier.parentSegmentId());
      TraceIds.appendHex4(spanId, carrier.parentSpanId());
      String sampled = carrier.isSampled() ? "1" : "0";
      if (single) {
        headers.header(HeaderKeys.B3, traceId + '-' + spanId + '-' + sampled);
      } else {
        headers.header(HeaderKeys.B3_TRACE_ID, traceId);
        headers.header(HeaderKeys.B3_SPAN_ID, spanId.toString());
        headers.header(HeaderKeys.B3_SAMPLED, sampled);
      }
    }
    Baggage.inject(carrier, headers);
  }
}
