package io.stackspan.standalone;

import org.jspecify.annotations.Nullable;

/** Standalone cannot start; the message is one line for people. Nothing is left running. */
public final class StandaloneStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StandaloneStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
