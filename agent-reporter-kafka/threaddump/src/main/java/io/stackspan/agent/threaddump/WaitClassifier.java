package io.stackspan.agent.threaddump;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells from state and top frames what a thread waits for. Pure. */
final class WaitClassifier {
  /** The JDK's own frames on top of a waiting stack are fewer. */
  private static final int MAX_JDK_FRAMES = 16;

  private WaitClassifier() {}

  /** Null: the thread does not wait, or it is not known. */
  static @Nullable LockKind kindOf(Thread.State state, List<StackTraceElement> frames) {
    switch (state) {
      case BLOCKED:
        return LockKind.MONITOR;
      case WAITING:
      case TIMED_WAITING:
        return waiting(frames);
      case RUNNABLE:
        return !frames.isEmpty() && isNativeIo(frames.get(0)) ? LockKind.IO : null;
      default:
        return null;
    }
  }

  private static LockKind waiting(List<StackTraceElement> frames) {
    LockKind kind = LockKind.UNKNOWN;
    for (int i = 0; i < Math.min(frames.size(), MAX_JDK_FRAMES); i++) {
      String className = frames.get(i).getClassName();
      String method = frames.get(i).getMethodName();
      if (className.equals("java.lang.Thread")) {
        if (method.startsWith("sleep")) {
          return LockKind.SLEEP;
        }
        if (method.startsWith("join")) {
          return LockKind.JOIN;
        }
      } else if (className.startsWith("sun.nio.ch.Poller")) {
        return LockKind.IO;
      } else if (className.equals("java.lang.Object") && method.startsWith("wait")) {
        kind = LockKind.MONITOR;
      } else if (className.equals("java.util.concurrent.locks.LockSupport")) {
        kind = LockKind.PARK;
      } else if (!isOfWaiting(className)) {
        break;
      }
    }
    return kind;
  }

  /** Whether frames of the class may stand above the one that says what is waited for. */
  private static boolean isOfWaiting(String className) {
    return className.startsWith("java.lang.VirtualThread")
        || className.startsWith("java.lang.System$")
        || className.startsWith("jdk.internal.")
        || className.startsWith("java.util.concurrent.")
        || className.equals("sun.misc.Unsafe");
  }

  private static boolean isNativeIo(StackTraceElement top) {
    if (!top.isNativeMethod()) {
      return false;
    }
    String className = top.getClassName();
    return className.startsWith("sun.nio.ch.")
        || className.startsWith("sun.nio.fs.")
        || className.startsWith("java.net.")
        || className.startsWith("java.io.File")
        || className.startsWith("java.io.RandomAccessFile")
        || className.startsWith("java.io.UnixFile")
        || className.startsWith("java.io.WinNTFile");
  }
}
