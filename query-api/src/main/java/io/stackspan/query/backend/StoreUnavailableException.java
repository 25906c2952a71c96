package io.stackspan.query.backend;

import java.util.List;

/** No part of the store could be asked. */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param failures a line for each part, naming it
   */
  public StoreUnavailableException(List<String> failures) {
    super("no index shard answered: " + String.join("; ", failures));
  }
}
