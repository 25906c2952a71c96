package io.stackspan.agent.context;

import io.stackspan.wire.HeaderKeys;

/**
 * W3C Trace Context and Baggage. A span's global id (segment id and four hex digits of its index)
 * is the parent id; the dump flag and correlation values ride in the baggage.
 */
final class TraceContextFormat implements PropagationFormat {
  private static final int LENGTH = 55;
  private static final int TRACE_ID = 3;
  private static final int PARENT_ID = 36;
  private static final int FLAGS = 53;
  private static final int SEGMENT_DIGITS = 12;
  private static final int MAX_TRACESTATE_LENGTH = 512;

  @Override
  public String name() {
    return "tracecontext";
  }

  @Override
  public void extract(HeaderReader headers, ContextCarrier carrier, AgentCounters counters) {
    String traceparent = headers.header(HeaderKeys.TRACEPARENT);
    if (traceparent != null && !carrier.isValid()) {
      String trimmed = traceparent.trim();
      if (isWellFormed(trimmed)) {
        readParent(trimmed, carrier);
        String tracestate = headers.header(HeaderKeys.TRACESTATE);
        if (tracestate != null && tracestate.length() <= MAX_TRACESTATE_LENGTH) {
          carrier.tracestate(tracestate);
        }
      } else {
        counters.count(Propagator.MALFORMED, HeaderKeys.TRACEPARENT);
      }
    }
    Baggage.extract(headers, carrier, counters);
  }

  @Override
  public void inject(ContextCarrier carrier, HeaderWriter headers) {
    if (isNative(carrier)) {
      StringBuilder traceparent = new StringBuilder(LENGTH);
      traceparent.append("00-").append(carrier.traceId()).append('-');
      traceparent.append(carrier.parentSegmentId());
      TraceIds.appendHex4(traceparent, carrier.parentSpanId());
      traceparent.append(carrier.isSampled() ? "-01" : "-00");
      headers.header(HeaderKeys.TRACEPARENT, traceparent.toString());
      if (!carrier.tracestate().isEmpty()) {
        headers.header(HeaderKeys.TRACESTATE, carrier.tracestate());
      }
    }
    Baggage.inject(carrier, headers);
  }

  /** Foreign ids that do not fit W3C's shape travel in other formats only. */
  private static boolean isNative(ContextCarrier carrier) {
    return carrier.traceId().length() == 32
        && TraceIds.isLowerHex(carrier.traceId(), 0, 32)
        && carrier.parentSegmentId().length() == SEGMENT_DIGITS
        && TraceIds.isLowerHex(carrier.parentSegmentId(), 0, SEGMENT_DIGITS);
  }

  /** Versions above 00 may be longer; what is known of them reads the same. */
  private static boolean isWellFormed(String header) {
    if (header.length() < LENGTH
        || header.charAt(2) != '-'
        || header.charAt(PARENT_ID - 1) != '-'
        || header.charAt(FLAGS - 1) != '-'
        || !TraceIds.isLowerHex(header, 0, 2)
        || !TraceIds.isLowerHex(header, TRACE_ID, PARENT_ID - 1)
        || !TraceIds.isLowerHex(header, PARENT_ID, FLAGS - 1)
        || !TraceIds.isLowerHex(header, FLAGS, LENGTH)) {
      return false;
    }
    if (header.startsWith("ff") || header.startsWith("00") && header.length() != LENGTH) {
      return false;
    }
    if (header.length() > LENGTH && header.charAt(LENGTH) != '-') {
      return false;
    }
    return !TraceIds.isAllZero(header, TRACE_ID, PARENT_ID - 1)
        && !TraceIds.isAllZero(header, PARENT_ID, FLAGS - 1);
  }

  private static void readParent(String header, ContextCarrier carrier) {
    int segmentEnd = PARENT_ID + SEGMENT_DIGITS;
    carrier.parent(
        header.substring(TRACE_ID, PARENT_ID - 1),
        header.substring(PARENT_ID, segmentEnd),
        Integer.parseInt(header.substring(segmentEnd, FLAGS - 1), 16));
    carrier.sampled((Character.digit(header.charAt(FLAGS + 1), 16) & 1) == 1);
  }
}
