package io.stackspan.stream.trace;

/** Kinds of records that cannot be used; each is a value of the metric tag {@code reason}. */
public enum RejectReason {
  /** No bytes at all. */
  EMPTY,
  /** More bytes than {@code stackspan.stream.max-record-size}. */
  TOO_LARGE,
  /** Not the protobuf message that the topic holds. */
  UNPARSABLE,
  /** Trace id absent, over 512 characters, or with a NUL. */
  BAD_TRACE_ID,
  /** Segment id absent, over 512 characters, or with a NUL. */
  BAD_SEGMENT_ID,
  /**
   * The key is not the trace id. Such a record may lie in another partition than the rest of its
   * trace, where a second, contradicting summary would be made of it.
   */
  KEY_MISMATCH,
  /** A segment without spans. */
  NO_SPANS,
  /** A span that ends before it starts. */
  NEGATIVE_INTERVAL,
  /** A time before 1970 or after 2099. */
  ABSURD_TIME;

  /** As in metrics: lower case, underscores. */
  public String tag() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
