package io.stackspan.query.request;

import java.util.List;
import java.util.stream.Collectors;

/** A request cannot be understood; carries every fault, not only the first. */
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Fault> faults;

  public InvalidRequestException(List<Fault> faults) {
    super(
        faults.stream()
            .map(fault -> fault.parameter() + ": " + fault.message())
            .collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }
}
