package io.stackspan.agent.threaddump;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads threads one by one through their reference: virtual threads, which {@code ThreadMXBean}
 * does not know, and every thread in a runtime without {@code java.management}. The owner of a lock
 * and the monitors held cannot be learnt this way.
 */
final class ReferencedThreads {
  private static final int ATTEMPTS = 3;

  private final int maxFrames;

  ReferencedThreads(int maxFrames) {
    this.maxFrames = maxFrames;
  }

  /**
   * Leaves a reading in the thread if it is still there.
   *
   * @return instant of the reading, by {@link System#nanoTime}
   */
  long read(WatchedThread watched) {
    watched.beginReading();
    long instant = System.nanoTime();
    Thread thread = watched.thread();
    if (thread == null) {
      return instant;
    }
    Thread.State state = null;
    StackTraceElement[] stack = new StackTraceElement[0];
    Object blocker = null;
    // State and stack are two reads; they fit each other when the state is the same after.
    for (int attempt = 0; attempt < ATTEMPTS && state == null; attempt++) {
      Thread.State before = thread.getState();
      instant = System.nanoTime();
      stack = thread.getStackTrace();
      blocker = LockSupport.getBlocker(thread);
      state = thread.getState() == before ? before : null;
    }
    watched.endReading();
    List<StackTraceElement> frames = watched.progress().shared(Frames.top(stack, maxFrames));
    watched.read(
        ThreadSample.newBuilder()
            .thread(watched.threadId(), thread.getName(), watched.isVirtual(), thread.isDaemon())
            .state(state)
            .frames(frames, stack.length > maxFrames)
            .waitingOn(waitingOn(state, frames, blocker)));
    return instant;
  }

  private static @Nullable LockWait waitingOn(
      Thread.@Nullable State state, List<StackTraceElement> frames, @Nullable Object blocker) {
    LockKind kind = state == null ? null : WaitClassifier.kindOf(state, frames);
    if (kind == null) {
      return null;
    }
    if (kind != LockKind.PARK || blocker == null) {
      return new LockWait(kind, "", 0, null);
    }
    return new LockWait(kind, blocker.getClass().getName(), System.identityHashCode(blocker), null);
  }
}
