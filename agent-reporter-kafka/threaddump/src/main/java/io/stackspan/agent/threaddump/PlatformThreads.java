package io.stackspan.agent.threaddump;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads platform threads together with the owners of the locks that they wait for, in one call:
 * waiter and owner are from the same instant. Which threads own is learnt just before by a read
 * without stacks, which stops nobody.
 *
 * <p>Never asks for owned synchronizers: finding them walks the heap with the world stopped.
 */
final class PlatformThreads {
  private final ThreadMXBean bean;
  private final ThreadCosts costs;
  private final int maxFrames;
  private final boolean lockedMonitors;

  PlatformThreads(ThreadMXBean bean, int maxFrames) {
    this.bean = bean;
    this.costs = new ThreadCosts(bean);
    this.maxFrames = maxFrames;
    this.lockedMonitors = bean.isObjectMonitorUsageSupported();
  }

  static PlatformThreads ofRuntime(int maxFrames) {
    return new PlatformThreads(ManagementFactory.getThreadMXBean(), maxFrames);
  }

  /** Remembers what the threads have cost so far. */
  void noteBase(List<WatchedThread> threads) {
    long[] ids = idsOf(threads);
    long[] cpuNanos = costs.cpuNanos(ids);
    long[] allocatedBytes = costs.allocatedBytes(ids);
    for (int i = 0; i < ids.length; i++) {
      if (!threads.get(i).progress().hasBase()) {
        threads.get(i).progress().base(cpuNanos[i], allocatedBytes[i]);
      }
    }
  }

  /**
   * Leaves a reading in each thread that is still there.
   *
   * @param all watched threads: an owner may be one of them
   * @return instant of the reading, by {@link System#nanoTime}
   */
  long read(List<WatchedThread> due, Collection<WatchedThread> all) {
    long[] ids = withOwners(idsOf(due));
    Map<Long, WatchedThread> watchedById = new HashMap<>();
    for (WatchedThread thread : all) {
      watchedById.put(thread.threadId(), thread);
      thread.beginReading();
    }
    long before = System.nanoTime();
    ThreadInfo[] read = bean.getThreadInfo(ids, lockedMonitors, false, depth());
    long instant = before + (System.nanoTime() - before) / 2;
    for (WatchedThread thread : all) {
      thread.endReading();
    }
    Map<Long, ThreadInfo> infos = new HashMap<>();
    for (ThreadInfo info : read) {
      if (info != null) {
        infos.put(info.getThreadId(), info);
      }
    }
    for (WatchedThread thread : due) {
      ThreadInfo info = infos.get(thread.threadId());
      if (info != null) {
        thread.read(sample(thread, info, infos, watchedById));
      }
    }
    addCosts(due);
    return instant;
  }

  /** One more than is kept, to know whether there is more. */
  private int depth() {
    return maxFrames == Integer.MAX_VALUE ? maxFrames : maxFrames + 1;
  }

  private long[] withOwners(long[] ids) {
    Set<Long> all = new LinkedHashSet<>();
    for (long id : ids) {
      all.add(id);
    }
    for (ThreadInfo info : bean.getThreadInfo(ids)) {
      if (info != null && info.getLockOwnerId() > 0) {
        all.add(info.getLockOwnerId());
      }
    }
    long[] withOwners = new long[all.size()];
    int i = 0;
    for (long id : all) {
      withOwners[i++] = id;
    }
    return withOwners;
  }

  private ThreadSample.Builder sample(
      WatchedThread thread,
      ThreadInfo info,
      Map<Long, ThreadInfo> infos,
      Map<Long, WatchedThread> watchedById) {
    StackTraceElement[] stack = info.getStackTrace();
    List<StackTraceElement> frames = thread.progress().shared(Frames.top(stack, maxFrames));
    return ThreadSample.newBuilder()
        .thread(info.getThreadId(), info.getThreadName(), false, info.isDaemon())
        .state(info.getThreadState())
        .frames(frames, stack.length > maxFrames)
        .waitingOn(waitingOn(thread, info, frames, infos, watchedById))
        .monitors(monitors(info));
  }

  private @Nullable LockWait waitingOn(
      WatchedThread thread,
      ThreadInfo info,
      List<StackTraceElement> frames,
      Map<Long, ThreadInfo> infos,
      Map<Long, WatchedThread> watchedById) {
    LockInfo lock = info.getLockInfo();
    LockKind kind = WaitClassifier.kindOf(info.getThreadState(), frames);
    if (kind == null) {
      return null;
    }
    if (lock == null) {
      return new LockWait(kind, "", 0, null);
    }
    LockOwner owner = info.getLockOwnerId() <= 0 ? null : owner(thread, info, infos, watchedById);
    return new LockWait(kind, lock.getClassName(), lock.getIdentityHashCode(), owner);
  }

  private LockOwner owner(
      WatchedThread thread,
      ThreadInfo info,
      Map<Long, ThreadInfo> infos,
      Map<Long, WatchedThread> watchedById) {
    long ownerId = info.getLockOwnerId();
    String name = info.getLockOwnerName() == null ? "" : info.getLockOwnerName();
    // Absent when the lock went to yet another thread between the two reads.
    ThreadInfo ownerInfo = infos.get(ownerId);
    List<StackTraceElement> frames =
        ownerInfo == null
            ? List.of()
            : thread.progress().sharedOwner(Frames.top(ownerInfo.getStackTrace(), maxFrames));
    Thread.State state = ownerInfo == null ? null : ownerInfo.getThreadState();
    WatchedThread watched = watchedById.get(ownerId);
    if (watched == null || !watched.isSteady()) {
      return new LockOwner(ownerId, name, state, frames, "", "", -1);
    }
    String traceId = watched.ticket().traceId();
    String segmentId = watched.ticket().segmentId();
    return new LockOwner(ownerId, name, state, frames, traceId, segmentId, watched.openSpan());
  }

  private List<HeldMonitor> monitors(ThreadInfo info) {
    List<HeldMonitor> held = new ArrayList<>();
    for (MonitorInfo monitor : info.getLockedMonitors()) {
      int depth = monitor.getLockedStackDepth();
      // Negative: taken by native code, in no frame.
      if (depth >= 0 && depth < maxFrames) {
        held.add(new HeldMonitor(depth, monitor.getClassName(), monitor.getIdentityHashCode()));
      }
    }
    return held;
  }

  private void addCosts(List<WatchedThread> due) {
    long[] ids = idsOf(due);
    long[] cpuNanos = costs.cpuNanos(ids);
    long[] allocatedBytes = costs.allocatedBytes(ids);
    for (int i = 0; i < ids.length; i++) {
      due.get(i).readCosts(cpuNanos[i], allocatedBytes[i]);
    }
  }

  private static long[] idsOf(List<WatchedThread> threads) {
    long[] ids = new long[threads.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = threads.get(i).threadId();
    }
    return ids;
  }
}
