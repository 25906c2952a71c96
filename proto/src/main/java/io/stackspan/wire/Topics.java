package io.stackspan.wire;

import static java.util.Objects.requireNonNull;

/**
 * Kafka topic names. Every native name is {@code <prefix>-<what>}; names of foreign inputs are
 * fixed by those who write them.
 */
public final class Topics {
  /** Default of {@code stackspan.kafka.topic-prefix}. */
  public static final String DEFAULT_PREFIX = "stackspan";

  /** Where stock SkyWalking agents put {@code SegmentObject}s, keyed by segment id. */
  public static final String SKYWALKING_SEGMENTS = "skywalking-segments";

  private final String prefix;

  private Topics(String prefix) {
    this.prefix = prefix;
  }

  public static Topics withPrefix(String prefix) {
    requireNonNull(prefix, "prefix");
    if (!prefix.matches("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}")) {
      throw new IllegalArgumentException(
          "topic prefix '" + prefix + "' is not 1 to 100 letters, digits, '.', '_' or '-'");
    }
    return new Topics(prefix);
  }

  /** {@code Segment} by trace id; this is the log of record. */
  public String segments() {
    return prefix + "-segments";
  }

  /** {@code DumpBatch} by trace id. */
  public String dumps() {
    return prefix + "-dumps";
  }

  /** {@code TraceSummary} by trace id. */
  public String traces() {
    return prefix + "-traces";
  }

  /** {@code AgentStatus} by service instance. */
  public String agents() {
    return prefix + "-agents";
  }

  /** Raw bytes of records that could not be used; headers in {@link DeadLetterHeaders}. */
  public String deadLetters() {
    return prefix + "-dead-letters";
  }
}
