package io.stackspan.toolkit;

import org.jspecify.annotations.Nullable;

/**
 * The span that the calling thread works on. Never throws; does nothing outside a trace and without
 * the agent, which puts the answers in when it loads this class.
 */
public final class CurrentSpan {
  private CurrentSpan() {}

  /** Id of the trace that the thread works for, 32 lower-hex characters if made here. */
  public static String traceId() {
    return "";
  }

  /** Id of the span, unique in all traces: 16 lower-hex characters; empty if not recorded. */
  public static String spanId() {
    return "";
  }

  /** Puts a value on the span, in place of an earlier one of the key; cut at 2,048 characters. */
  public static void tag(String key, @Nullable String value) {}

  /**
   * Notes an instant: alternating keys and values, such as {@code "event", "retry", "attempt",
   * "2"}. The first 300 of a span are kept.
   */
  public static void log(String... keysAndValues) {}

  /** Marks the span as failed and keeps class, message and stack of the cause. */
  public static void error(@Nullable Throwable cause) {}

  /** Gives the span another name, the same for all requests of its kind. */
  public static void operation(String name) {}
}
