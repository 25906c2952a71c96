package io.stackspan.query.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One frame of a stack.
 *
 * @param file absent when unknown
 * @param line negative when unknown, -2 for a native method, as in {@link StackTraceElement}
 */
public record StackFrame(String className, String method, @Nullable String file, int line) {
  /** What stands for a frame that the stack table does not hold. */
  public static final StackFrame UNKNOWN = new StackFrame("?", "?", null, -1);

  /** As a Java stack trace shows it: {@code com.acme.Stock.reserve(Stock.java:88)}. */
  @JsonProperty
  public String text() {
    return className + '.' + method + '(' + place() + ')';
  }

  /** Without package: {@code Stock.reserve:88}. */
  public String shortText() {
    String simple = className.substring(className.lastIndexOf('.') + 1) + '.' + method;
    return line >= 0 ? simple + ':' + line : simple;
  }

  private String place() {
    if (line == -2) {
      return "Native Method";
    }
    if (file == null) {
      return "Unknown Source";
    }
    return line >= 0 ? file + ':' + line : file;
  }
}
