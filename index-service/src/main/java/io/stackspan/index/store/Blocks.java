package io.stackspan.index.store;

/** Names of what is replaced together. Deterministic, so that a replay replaces what it wrote. */
final class Blocks {
  /** Foreign ids may hold any printable character. */
  private static final char SEPARATOR = '\0';

  private Blocks() {}

  static String segment(String traceId, String segmentId) {
    return "s:" + traceId + SEPARATOR + segmentId;
  }

  static String openSpans(String traceId, String segmentId) {
    return "o:" + traceId + SEPARATOR + segmentId;
  }

  /**
   * @param range first and last dump, so that a batch that repeats some dumps is another one
   */
  static String batch(String traceId, String segmentId, String range) {
    return "d:" + traceId + SEPARATOR + segmentId + SEPARATOR + range;
  }

  static String trace(String traceId) {
    return "t:" + traceId;
  }
}
