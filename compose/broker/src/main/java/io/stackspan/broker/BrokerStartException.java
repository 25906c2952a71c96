package io.stackspan.broker;

/** The embedded broker cannot start; the message says why, in one line. */
public final class BrokerStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
