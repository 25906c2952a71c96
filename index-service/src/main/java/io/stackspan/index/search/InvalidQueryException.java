package io.stackspan.index.search;

import java.util.List;

/** A request cannot be answered as asked; the message names every fault, one per line. */
public final class InvalidQueryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> faults;

  InvalidQueryException(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
