package io.stackspan.agent.threaddump;

import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** CPU time and allocation of threads, where the JVM measures them. */
final class ThreadCosts {
  private final ThreadMXBean bean;

  ThreadCosts(ThreadMXBean bean) {
    this.bean = bean;
  }

  /** By position; -1: not measured. */
  long[] cpuNanos(long[] threadIds) {
    try {
      if (threadIds.length > 0 && bean instanceof com.sun.management.ThreadMXBean) {
        return ((com.sun.management.ThreadMXBean) bean).getThreadCpuTime(threadIds);
      }
    } catch (UnsupportedOperationException | LinkageError e) {
      // An optional number; the JVM or a trimmed runtime image does without it.
    }
    return unknown(threadIds.length);
  }

  /** By position; -1: not measured. */
  long[] allocatedBytes(long[] threadIds) {
    try {
      if (threadIds.length > 0 && bean instanceof com.sun.management.ThreadMXBean) {
        return ((com.sun.management.ThreadMXBean) bean).getThreadAllocatedBytes(threadIds);
      }
    } catch (UnsupportedOperationException | LinkageError e) {
      // As above.
    }
    return unknown(threadIds.length);
  }

  private static long[] unknown(int length) {
    long[] values = new long[length];
    Arrays.fill(values, -1);
    return values;
  }
}
