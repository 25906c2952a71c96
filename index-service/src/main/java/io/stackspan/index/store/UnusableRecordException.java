package io.stackspan.index.store;

/**
 * A record can be parsed but not used: it goes to the dead letters. {@link #reason()} is one of few
 * words, fit for a metric's tag; the message is for a person.
 */
public final class UnusableRecordException extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;
  private final String explanation;

  public UnusableRecordException(String reason, String message) {
    super(message);
    this.reason = reason;
    this.explanation = message;
  }

  /** The message, which is always there. */
  public String explanation() {
    return explanation;
  }

  public String reason() {
    return reason;
  }
}
