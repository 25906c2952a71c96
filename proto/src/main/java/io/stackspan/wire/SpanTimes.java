package io.stackspan.wire;

import io.stackspan.proto.v1.Span;

/** A span's times in microseconds since the epoch, whoever wrote it. Pure. */
public final class SpanTimes {
  private SpanTimes() {}

  /** Falls back to the millisecond field that stock agents fill. */
  public static long startMicros(Span span) {
    return span.getStartMicros() != 0 ? span.getStartMicros() : span.getStartTime() * 1000;
  }

  /** Falls back to the millisecond field that stock agents fill. */
  public static long endMicros(Span span) {
    return span.getEndMicros() != 0 ? span.getEndMicros() : span.getEndTime() * 1000;
  }
}
