package io.stackspan.stream;

import org.jspecify.annotations.Nullable;

/** The stream processor cannot start; the message says why, a line for each fault. */
public final class StreamStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StreamStartException(String message) {
    super(message);
  }

  StreamStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
