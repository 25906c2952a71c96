package io.stackspan.agent.context;

/** The one place that asks a thread for its id. */
final class ThreadIds {
  private ThreadIds() {}

  /** {@code getId} is deprecated from Java 19 on, but {@code threadId} is not there on 11. */
  @SuppressWarnings("deprecation")
  static long currentThreadId() {
    return Thread.currentThread().getId();
  }
}
