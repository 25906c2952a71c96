package io.stackspan.agent.context;

import java.util.concurrent.ThreadLocalRandom;

/** Makes ids. Random, not secret. */
final class TraceIds {
  private static final char[] HEX = "0123456789abcdef".toCharArray();
  private static final int TIME_DIGITS = 12;
  private static final int SEGMENT_DIGITS = 12;
  private static final int TRACE_DIGITS = 32;

  private TraceIds() {}

  /**
   * 32 lower-hex characters; the first 12 are the time in ms since the epoch, so ids sort by time.
   */
  static String traceId(long epochMillis) {
    char[] id = new char[TRACE_DIGITS];
    writeHex(id, 0, TIME_DIGITS, epochMillis);
    ThreadLocalRandom random = ThreadLocalRandom.current();
    writeHex(id, TIME_DIGITS, 16, random.nextLong());
    writeHex(id, TIME_DIGITS + 16, 4, random.nextLong());
    return new String(id);
  }

  /** 12 lower-hex characters, never all zero (a W3C parent id must not be). */
  static String segmentId() {
    long bits;
    do {
      bits = ThreadLocalRandom.current().nextLong() & 0xffff_ffff_ffffL;
    } while (bits == 0);
    char[] id = new char[SEGMENT_DIGITS];
    writeHex(id, 0, SEGMENT_DIGITS, bits);
    return new String(id);
  }

  static boolean isLowerHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  static boolean isAllZero(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }

  static void appendHex4(StringBuilder out, int value) {
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX[value >>> shift & 0xf]);
    }
  }

  private static void writeHex(char[] out, int offset, int digits, long bits) {
    for (int i = digits - 1; i >= 0; i--) {
      out[offset + i] = HEX[(int) (bits & 0xf)];
      bits >>>= 4;
    }
  }
}
