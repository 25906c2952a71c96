package io.stackspan.index;

/** The index service cannot start; the message says why, in one line. */
public final class IndexStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  IndexStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
