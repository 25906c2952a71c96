package io.stackspan.query.trace;

import io.stackspan.query.model.Dump;
import io.stackspan.query.model.HeldMonitor;
import io.stackspan.query.model.LockOwner;
import io.stackspan.query.model.LockWait;
import io.stackspan.query.model.StackFrame;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Dumps as text, with all frames: in the form of {@code ThreadInfo.toString()}, which by itself
 * keeps only eight, and in that of jstack. Control characters in names are shown as {@code ?}, so
 * that a thread's name cannot pretend to be a line. Pure.
 */
public final class DumpText {
  private DumpText() {}

  /** As {@link java.lang.management.ThreadInfo#toString}; ends with a line feed. */
  public static String threadInfo(Dump dump) {
    StringBuilder text = new StringBuilder();
    text.append('"').append(safe(dump.thread().name())).append("\" Id=").append(dump.thread().id());
    text.append(' ').append(dump.state());
    LockWait wait = dump.waitingOn();
    boolean namesLock = wait != null && !wait.lockClass().isEmpty();
    if (wait != null && namesLock) {
      text.append(" on ").append(lock(wait.lockClass(), wait.identityHash()));
      LockOwner owner = wait.owner();
      if (owner != null) {
        text.append(" owned by \"").append(safe(owner.threadName()));
        text.append("\" Id=").append(owner.threadId());
      }
    }
    text.append('\n');
    for (int depth = 0; depth < dump.frames().size(); depth++) {
      text.append("\tat ").append(safe(dump.frames().get(depth).text())).append('\n');
      if (depth == 0 && wait != null && namesLock) {
        String verb = dump.state().equals("BLOCKED") ? "blocked on" : "waiting on";
        text.append("\t-  ").append(verb).append(' ');
        text.append(lock(wait.lockClass(), wait.identityHash())).append('\n');
      }
      for (HeldMonitor monitor : dump.monitors()) {
        if (monitor.frameDepth() == depth) {
          text.append("\t-  locked ");
          text.append(lock(monitor.lockClass(), monitor.identityHash())).append('\n');
        }
      }
    }
    if (dump.truncated()) {
      text.append("\t...\n");
    }
    return text.toString();
  }

  /** As jstack prints threads, a blank line after each; the owner of a lock follows its waiter. */
  public static String jstack(List<Dump> dumps) {
    StringBuilder text = new StringBuilder();
    for (Dump dump : dumps) {
      if (!text.isEmpty()) {
        text.append('\n');
      }
      appendJstack(text, dump);
    }
    return text.toString();
  }

  private static void appendJstack(StringBuilder text, Dump dump) {
    text.append("# ").append(Instant.EPOCH.plus(dump.timeMicros(), ChronoUnit.MICROS));
    text.append(' ').append(safe(dump.service())).append(' ').append(safe(dump.instance()));
    text.append(" dump ").append(safe(dump.dumpId()));
    text.append(" span ").append(dump.spanId() == null ? "-" : safe(dump.spanId()));
    text.append(" (").append(dump.link()).append(")\n");
    text.append('"').append(safe(dump.thread().name())).append("\" #").append(dump.thread().id());
    text.append(dump.thread().daemon() ? " daemon" : "");
    text.append(dump.thread().virtual() ? " virtual" : "").append('\n');
    appendState(text, dump);
    for (int depth = 0; depth < dump.frames().size(); depth++) {
      text.append("\tat ").append(safe(dump.frames().get(depth).text())).append('\n');
      if (depth == 0) {
        appendWait(text, dump);
      }
      for (HeldMonitor monitor : dump.monitors()) {
        if (monitor.frameDepth() == depth) {
          text.append("\t- locked ");
          text.append(address(monitor.lockClass(), monitor.identityHash())).append('\n');
        }
      }
    }
    if (dump.truncated()) {
      text.append("\t...\n");
    }
    appendOwner(text, dump);
  }

  private static void appendState(StringBuilder text, Dump dump) {
    text.append("   java.lang.Thread.State: ").append(dump.state());
    LockWait wait = dump.waitingOn();
    if (wait != null) {
      text.append(
          switch (wait.kind()) {
            case MONITOR -> " (on object monitor)";
            case PARK -> " (parking)";
            case SLEEP -> " (sleeping)";
            case JOIN, IO, UNKNOWN -> "";
          });
    }
    text.append('\n');
  }

  private static void appendWait(StringBuilder text, Dump dump) {
    LockWait wait = dump.waitingOn();
    if (wait == null || wait.lockClass().isEmpty()) {
      return;
    }
    String verb =
        switch (wait.kind()) {
          case PARK -> "parking to wait for ";
          case MONITOR, SLEEP, JOIN, IO, UNKNOWN ->
              dump.state().equals("BLOCKED") ? "waiting to lock " : "waiting on ";
        };
    text.append("\t- ").append(verb).append(address(wait.lockClass(), wait.identityHash()));
    LockOwner owner = wait.owner();
    if (owner != null) {
      text.append(" held by \"").append(safe(owner.threadName()));
      text.append("\" #").append(owner.threadId());
    }
    text.append('\n');
  }

  private static void appendOwner(StringBuilder text, Dump dump) {
    LockWait wait = dump.waitingOn();
    LockOwner owner = wait == null ? null : wait.owner();
    if (wait == null || owner == null || owner.frames().isEmpty()) {
      return;
    }
    text.append('"').append(safe(owner.threadName())).append("\" #").append(owner.threadId());
    text.append(" holds ").append(address(wait.lockClass(), wait.identityHash())).append('\n');
    text.append("   java.lang.Thread.State: ").append(owner.state()).append('\n');
    for (StackFrame frame : owner.frames()) {
      text.append("\tat ").append(safe(frame.text())).append('\n');
    }
  }

  private static String lock(String lockClass, String identityHash) {
    return safe(lockClass) + '@' + identityHash;
  }

  private static String address(String lockClass, String identityHash) {
    return "<0x" + identityHash + "> (a " + safe(lockClass) + ')';
  }

  private static String safe(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text);
    for (int i = 0; i < safe.length(); i++) {
      if (Character.isISOControl(safe.charAt(i))) {
        safe.setCharAt(i, '?');
      }
    }
    return safe.toString();
  }
}
