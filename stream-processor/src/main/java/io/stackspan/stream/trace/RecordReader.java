package io.stackspan.stream.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.OpenSpan;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.ThreadDump;
import io.stackspan.stream.trace.Reading.Accepted;
import io.stackspan.stream.trace.Reading.Rejected;
import io.stackspan.wire.SpanTimes;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns bytes from outside into messages that the rest may trust, or says why not. Pure. */
public final class RecordReader {
  /** 2100-01-01T00:00:00Z; clocks beyond are broken, and microseconds far beyond overflow. */
  private static final long MAX_MILLIS = 4_102_444_800_000L;

  private static final long MAX_MICROS = MAX_MILLIS * 1000;

  /** Stock ids have about 60 characters. Ids are store keys, where NUL separates the parts. */
  private static final int MAX_ID_LENGTH = 512;

  private final long maxRecordBytes;

  public RecordReader(long maxRecordBytes) {
    this.maxRecordBytes = maxRecordBytes;
  }

  /** A segment with usable ids, at least one span, and sane times. */
  public Reading<Segment> segment(byte @Nullable [] value) {
    return read(value, Segment.parser(), RecordReader::faultOf);
  }

  /** A batch with usable ids and sane times; it may hold no dump. */
  public Reading<DumpBatch> dumpBatch(byte @Nullable [] value) {
    return read(value, DumpBatch.parser(), RecordReader::faultOf);
  }

  /** As {@link #segment}, and the key must be the trace id. */
  public Reading<Segment> keyedSegment(byte @Nullable [] key, byte @Nullable [] value) {
    return keyed(key, segment(value), Segment::getTraceId);
  }

  /** As {@link #dumpBatch}, and the key must be the trace id. */
  public Reading<DumpBatch> keyedDumpBatch(byte @Nullable [] key, byte @Nullable [] value) {
    return keyed(key, dumpBatch(value), DumpBatch::getTraceId);
  }

  private static <T> Reading<T> keyed(
      byte @Nullable [] key, Reading<T> reading, Function<T, String> traceIdOf) {
    boolean fits =
        !(reading instanceof Accepted<T> accepted)
            || Arrays.equals(key, traceIdOf.apply(accepted.message()).getBytes(UTF_8));
    return fits
        ? reading
        : new Rejected<>(RejectReason.KEY_MISMATCH, "the key is not the trace id");
  }

  private <T> Reading<T> read(
      byte @Nullable [] value, Parser<T> parser, Function<T, Optional<Rejected<T>>> faultOf) {
    if (value == null || value.length == 0) {
      return new Rejected<>(RejectReason.EMPTY, "the record has no value");
    }
    if (value.length > maxRecordBytes) {
      return new Rejected<>(
          RejectReason.TOO_LARGE, value.length + " bytes; the limit is " + maxRecordBytes);
    }
    T message;
    try {
      message = parser.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      return new Rejected<>(RejectReason.UNPARSABLE, "not the expected message");
    }
    Optional<Rejected<T>> fault = faultOf.apply(message);
    return fault.isPresent() ? fault.get() : new Accepted<>(message);
  }

  private static Optional<Rejected<Segment>> faultOf(Segment segment) {
    Optional<Rejected<Segment>> fault = faultOfIds(segment.getTraceId(), segment.getSegmentId());
    if (fault.isPresent()) {
      return fault;
    }
    if (segment.getSpansCount() == 0) {
      return rejected(RejectReason.NO_SPANS, "the segment has no spans");
    }
    for (Span span : segment.getSpansList()) {
      if (isAbsurd(span)) {
        return rejected(
            RejectReason.ABSURD_TIME, "span " + span.getSpanId() + " is not between 1970 and 2099");
      }
      if (SpanTimes.endMicros(span) < SpanTimes.startMicros(span)) {
        return rejected(
            RejectReason.NEGATIVE_INTERVAL, "span " + span.getSpanId() + " ends before it starts");
      }
    }
    for (ThreadDump dump : segment.getThreadDumpsList()) {
      if (isAbsurdMicros(dump.getTimeMicros())) {
        return absurdDump(dump);
      }
    }
    return Optional.empty();
  }

  private static Optional<Rejected<DumpBatch>> faultOf(DumpBatch batch) {
    Optional<Rejected<DumpBatch>> fault = faultOfIds(batch.getTraceId(), batch.getSegmentId());
    if (fault.isPresent()) {
      return fault;
    }
    for (OpenSpan span : batch.getOpenSpansList()) {
      if (isAbsurdMicros(span.getStartMicros())) {
        return rejected(
            RejectReason.ABSURD_TIME,
            "open span " + span.getSpanId() + " is not between 1970 and 2099");
      }
    }
    for (ThreadDump dump : batch.getDumpsList()) {
      if (isAbsurdMicros(dump.getTimeMicros())) {
        return absurdDump(dump);
      }
    }
    return Optional.empty();
  }

  private static <T> Optional<Rejected<T>> faultOfIds(String traceId, String segmentId) {
    if (!isUsableId(traceId)) {
      return rejected(
          RejectReason.BAD_TRACE_ID, "a trace id of " + traceId.length() + " characters, or a NUL");
    }
    if (!isUsableId(segmentId)) {
      return rejected(
          RejectReason.BAD_SEGMENT_ID,
          "a segment id of " + segmentId.length() + " characters, or a NUL");
    }
    return Optional.empty();
  }

  static boolean isUsableId(String id) {
    return !id.isEmpty() && id.length() <= MAX_ID_LENGTH && id.indexOf('\0') < 0;
  }

  private static boolean isAbsurd(Span span) {
    // The millisecond fields are checked by themselves: their product with 1000 may overflow.
    return isAbsurdMicros(span.getStartMicros())
        || isAbsurdMicros(span.getEndMicros())
        || span.getStartTime() < 0
        || span.getStartTime() >= MAX_MILLIS
        || span.getEndTime() < 0
        || span.getEndTime() >= MAX_MILLIS;
  }

  private static boolean isAbsurdMicros(long micros) {
    return micros < 0 || micros >= MAX_MICROS;
  }

  private static <T> Optional<Rejected<T>> absurdDump(ThreadDump dump) {
    return rejected(
        RejectReason.ABSURD_TIME, "dump " + dump.getSequence() + " is not between 1970 and 2099");
  }

  private static <T> Optional<Rejected<T>> rejected(RejectReason reason, String detail) {
    return Optional.of(new Rejected<>(reason, detail));
  }
}
