package io.stackspan.agent.context;

import java.util.List;

/**
 * Which requests are not worth a trace: static files by the end of their operation, and operations
 * by name. A flagged request, or one of a traced caller, is never ignored. Immutable.
 */
public final class IgnoreRules {
  private static final IgnoreRules NONE = new IgnoreRules(List.of(), List.of());

  private final String[] suffixes;
  private final String[] operations;

  /**
   * @param suffixes such as {@code .css}
   * @param operations exact such as {@code GET:/health}, or prefixes that end in {@code *}
   */
  public IgnoreRules(List<String> suffixes, List<String> operations) {
    this.suffixes = suffixes.toArray(new String[0]);
    this.operations = operations.toArray(new String[0]);
  }

  /** Ignores nothing. */
  public static IgnoreRules none() {
    return NONE;
  }

  boolean ignores(String operation) {
    for (String suffix : suffixes) {
      if (operation.endsWith(suffix)) {
        return true;
      }
    }
    for (String pattern : operations) {
      int last = pattern.length() - 1;
      if (last >= 0 && pattern.charAt(last) == '*'
          ? operation.regionMatches(0, pattern, 0, last)
          : operation.equals(pattern)) {
        return true;
      }
    }
    return false;
  }
}
