package io.stackspan.index.store;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.Span;
import io.stackspan.wire.SpanTimes;

/** What a record must have to be indexed at all; the stream processor refuses the same ones. */
final class Checks {
  /** Ids are terms and must be kept whole. */
  static final int MAX_ID_CHARS = 256;

  private Checks() {}

  static <T> T parse(Parser<T> parser, byte[] message) throws UnusableRecordException {
    try {
      return parser.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw new UnusableRecordException(
          "unparsable", "the record cannot be parsed: " + e.getMessage());
    }
  }

  static void ids(String traceId, String segmentId) throws UnusableRecordException {
    traceId(traceId);
    if (segmentId.isEmpty()) {
      throw new UnusableRecordException("no_segment_id", "the record has no segment id");
    }
    tooLong("segment id", segmentId);
  }

  static void traceId(String traceId) throws UnusableRecordException {
    if (traceId.isEmpty()) {
      throw new UnusableRecordException("no_trace_id", "the record has no trace id");
    }
    tooLong("trace id", traceId);
  }

  static void intervals(Segment segment) throws UnusableRecordException {
    for (Span span : segment.getSpansList()) {
      if (SpanTimes.endMicros(span) < SpanTimes.startMicros(span)) {
        throw new UnusableRecordException(
            "negative_interval", "span " + span.getSpanId() + " ends before it starts");
      }
    }
  }

  private static void tooLong(String what, String id) throws UnusableRecordException {
    if (id.length() > MAX_ID_CHARS) {
      throw new UnusableRecordException(
          "id_too_long", what + " has " + id.length() + " characters, more than " + MAX_ID_CHARS);
    }
  }
}
