package io.stackspan.query;

import org.jspecify.annotations.Nullable;

/** The query API cannot start; the message is one line for people. */
public final class QueryApiStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  QueryApiStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
