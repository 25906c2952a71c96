package io.stackspan.agent.report;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Says the first failure of each kind; the others are only counted. Any thread. */
final class FirstWarnings {
  private final Consumer<String> warn;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /**
   * @param warn gets one line
   */
  FirstWarnings(Consumer<String> warn) {
    this.warn = warn;
  }

  void warn(String kind, String message) {
    if (said.add(kind)) {
      warn.accept(message.replace('\n', ' ').replace('\r', ' '));
    }
  }

  /** The innermost cause that says something. */
  static String reasonOf(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
