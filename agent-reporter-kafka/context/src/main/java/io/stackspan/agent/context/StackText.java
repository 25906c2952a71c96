package io.stackspan.agent.context;

/** An exception's stack as text, bounded. */
final class StackText {
  private static final int MAX_FRAMES = 60;
  private static final int MAX_CAUSES = 5;
  private static final int MAX_LENGTH = 16_384;

  private StackText() {}

  /** Not {@code printStackTrace}: an application's exception class may override what that calls. */
  static String of(Throwable thrown) {
    StringBuilder text = new StringBuilder(512);
    Throwable current = thrown;
    for (int depth = 0; current != null && depth < MAX_CAUSES; depth++) {
      if (depth > 0) {
        text.append("Caused by: ");
      }
      text.append(current.getClass().getName())
          .append(": ")
          .append(bounded(message(current)))
          .append('\n');
      StackTraceElement[] frames = current.getStackTrace();
      for (int i = 0; i < frames.length && i < MAX_FRAMES; i++) {
        text.append("\tat ").append(frames[i]).append('\n');
      }
      if (frames.length > MAX_FRAMES) {
        text.append("\t... ").append(frames.length - MAX_FRAMES).append(" more\n");
      }
      current = current.getCause() == current ? null : current.getCause();
    }
    return text.length() <= MAX_LENGTH ? text.toString() : text.substring(0, MAX_LENGTH);
  }

  static String message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? "" : message;
  }

  private static String bounded(String message) {
    return message.length() <= TracingSpan.MAX_VALUE_LENGTH
        ? message
        : message.substring(0, TracingSpan.MAX_VALUE_LENGTH);
  }
}
