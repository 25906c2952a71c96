package io.stackspan.index.store;

import org.jspecify.annotations.Nullable;

/** The data folder cannot be used; the message says why, in one line. */
public final class DataFolderException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DataFolderException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
