package io.stackspan.query.finding;

import io.stackspan.query.model.StackFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads stacks. Pure. */
final class Frames {
  private static final int NATIVE = -2;

  /** How far below the top frame the JDK hides what it waits for. */
  private static final int TOP = 8;

  private static final List<String> JDK =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "?");

  private Frames() {}

  /** The topmost frame outside the JDK; of a stack all within it, the top frame. */
  static @Nullable StackFrame applicationOrNull(List<StackFrame> frames) {
    for (StackFrame frame : frames) {
      if (JDK.stream().noneMatch(frame.className()::startsWith)) {
        return frame;
      }
    }
    return frames.isEmpty() ? null : frames.getFirst();
  }

  /** {@code in Stock.reserve:88}; empty without frames. */
  static String place(List<StackFrame> frames) {
    StackFrame frame = applicationOrNull(frames);
    return frame == null ? "" : "in " + frame.shortText();
  }

  static boolean isSleeping(List<StackFrame> frames) {
    return frames.stream()
        .limit(3)
        .anyMatch(
            frame ->
                frame.className().equals("java.lang.Thread") && frame.method().startsWith("sleep"));
  }

  /**
   * What the thread reads from or writes to; absent when it does neither. A platform thread stands
   * in a native method of the JDK's input and output classes; a virtual one is parked below {@code
   * NioSocketImpl}.
   */
  static @Nullable String ioOrNull(List<StackFrame> frames) {
    if (frames.isEmpty()) {
      return null;
    }
    StackFrame top = frames.getFirst();
    if (top.line() == NATIVE && isIoClass(top.className())) {
      return subject(top);
    }
    boolean parkedOnSocket =
        frames.stream()
            .limit(TOP)
            .anyMatch(frame -> frame.className().equals("sun.nio.ch.NioSocketImpl"));
    return parkedOnSocket ? "a socket" : null;
  }

  private static boolean isIoClass(String className) {
    return className.startsWith("java.net.")
        || className.startsWith("java.io.")
        || className.startsWith("sun.nio.ch.")
        || className.startsWith("sun.nio.fs.");
  }

  private static String subject(StackFrame top) {
    if (top.className().contains("Address")) {
      return "a host name";
    }
    boolean file =
        top.className().contains("File")
            || top.className().contains("RandomAccess")
            || top.className().startsWith("sun.nio.fs.");
    return file ? "a file" : "a socket";
  }
}
