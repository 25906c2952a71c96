package io.stackspan.wire;

import java.util.List;

/** Settings cannot be used; the message names every fault, one per line. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SettingsException(List<String> faults) {
    super(String.join(System.lineSeparator(), faults));
  }
}
