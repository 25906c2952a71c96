package io.stackspan.wire;

/** Record headers on the dead-letter topic; all values are UTF-8 text. */
public final class DeadLetterHeaders {
  /** Why the record could not be used, for a person. */
  public static final String REASON = "stackspan-reason";

  /** Topic that the record came from. */
  public static final String TOPIC = "stackspan-topic";

  /** Partition that the record came from, in decimal. */
  public static final String PARTITION = "stackspan-partition";

  /** Offset of the record there, in decimal. */
  public static final String OFFSET = "stackspan-offset";

  /** Service that gave up on it, such as {@code stream-processor}. */
  public static final String SERVICE = "stackspan-service";

  private DeadLetterHeaders() {}
}
