package io.stackspan.agent.threaddump;

/** What a thread waits for. */
public enum LockKind {
  UNKNOWN,
  /** Entry to a monitor, or {@code Object.wait}. */
  MONITOR,
  /** {@code LockSupport.park}: locks, queues and futures of {@code java.util.concurrent}. */
  PARK,
  /** {@code Thread.sleep}. */
  SLEEP,
  /** {@code Thread.join}. */
  JOIN,
  /** A socket or a file. */
  IO
}
