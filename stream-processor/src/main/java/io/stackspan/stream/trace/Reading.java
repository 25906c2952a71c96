package io.stackspan.stream.trace;

/**
 * What came of reading a record.
 *
 * @param <T> the message
 */
public sealed interface Reading<T> {
  /** The record is usable. */
  record Accepted<T>(T message) implements Reading<T> {}

  /**
   * The record goes to the dead letters.
   *
   * @param detail for a person; one line, no payload
   */
  record Rejected<T>(RejectReason reason, String detail) implements Reading<T> {}
}
