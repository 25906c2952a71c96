package io.stackspan.index.store;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The time bucket (one UTC day) that a record belongs to: a pure function of the record's bytes, so
 * that a replay goes where the first delivery went.
 *
 * <p>A native trace id starts with the trace's start in milliseconds (12 hex digits); all records
 * of such a trace share its bucket. A random 128-bit id looks the same, so the id is believed only
 * when it is within a day of the record's own time; one random id in two million passes. Other
 * records go by their own time, and those of an absurd time to {@code misc}.
 *
 * <p>Nothing but the place of a document depends on the bucket: searches and look-ups ask all
 * buckets.
 *
 * @param name folder name: {@code 2026-11-22} or {@code misc}
 * @param fromId true: every record of the trace is in this bucket
 */
record Bucket(String name, boolean fromId) {
  private static final Bucket MISC = new Bucket("misc", false);
  private static final int NATIVE_LENGTH = 32;
  private static final int TIME_LENGTH = 12;
  private static final long MAX_DISTANCE_MILLIS = Duration.ofDays(1).toMillis();
  private static final long MIN_MILLIS = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final long MAX_MILLIS = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

  /**
   * @param timeMicros the record's own earliest time, microseconds since the epoch; 0: it has none
   */
  static Bucket of(String traceId, long timeMicros) {
    long millis = timeMicros / 1000;
    if (millis < MIN_MILLIS || millis >= MAX_MILLIS) {
      return MISC;
    }
    long idMillis = idMillis(traceId);
    if (idMillis >= MIN_MILLIS && Math.abs(idMillis - millis) <= MAX_DISTANCE_MILLIS) {
      return new Bucket(day(idMillis), true);
    }
    return new Bucket(day(millis), false);
  }

  /** -1: the id has no such prefix. */
  private static long idMillis(String traceId) {
    if (traceId.length() != NATIVE_LENGTH) {
      return -1;
    }
    long millis = 0;
    for (int i = 0; i < NATIVE_LENGTH; i++) {
      char c = traceId.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit && !(c >= 'a' && c <= 'f')) {
        return -1;
      }
      if (i < TIME_LENGTH) {
        millis = millis << 4 | (digit ? c - '0' : c - 'a' + 10);
      }
    }
    return millis;
  }

  private static String day(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC).toString();
  }
}
