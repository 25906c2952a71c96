package io.stackspan.agent.report;

import io.stackspan.agent.threaddump.HeldMonitor;
import io.stackspan.agent.threaddump.LockOwner;
import io.stackspan.agent.threaddump.LockWait;
import io.stackspan.agent.threaddump.ThreadSample;
import io.stackspan.proto.v1.LockKind;
import io.stackspan.proto.v1.ThreadDump;
import io.stackspan.proto.v1.ThreadIdentity;
import io.stackspan.proto.v1.ThreadState;
import io.stackspan.wire.Ids;
import org.jspecify.annotations.Nullable;

/** Samples as messages whose stacks lie in one table. */
final class DumpEncoder {
  private final StackTableBuilder stacks;

  DumpEncoder(StackTableBuilder stacks) {
    this.stacks = stacks;
  }

  ThreadDump encode(ThreadSample sample) {
    ThreadDump.Builder dump =
        ThreadDump.newBuilder()
            .setTimeMicros(sample.timeMicros())
            .setSequence(sample.sequence())
            .setThread(
                ThreadIdentity.newBuilder()
                    .setId(sample.threadId())
                    .setName(sample.threadName())
                    .setIsVirtual(sample.isVirtual())
                    .setDaemon(sample.isDaemon()))
            .setState(state(sample.state()))
            .setOpenSpanPlusOne(sample.openSpan() + 1)
            .setStackPlusOne(stacks.stackPlusOne(sample.frames()))
            .setTruncated(sample.isTruncated())
            .setCpuNanos(measured(sample.cpuNanos()))
            .setAllocatedBytes(measured(sample.allocatedBytes()));
    if (sample.waitingOn() != null) {
      dump.setWaitingOn(wait(sample.waitingOn()));
    }
    for (HeldMonitor monitor : sample.monitors()) {
      dump.addMonitors(
          io.stackspan.proto.v1.HeldMonitor.newBuilder()
              .setFrameDepth(monitor.frameDepth())
              .setLockClass(monitor.lockClass())
              .setIdentityHash(monitor.identityHash()));
    }
    return dump.build();
  }

  private io.stackspan.proto.v1.LockWait.Builder wait(LockWait wait) {
    io.stackspan.proto.v1.LockWait.Builder message =
        io.stackspan.proto.v1.LockWait.newBuilder()
            .setLockClass(wait.lockClass())
            .setIdentityHash(wait.identityHash())
            .setKind(kind(wait.kind()));
    LockOwner owner = wait.owner();
    if (owner != null) {
      message.setOwner(owner(owner));
    }
    return message;
  }

  private io.stackspan.proto.v1.LockOwner.Builder owner(LockOwner owner) {
    io.stackspan.proto.v1.LockOwner.Builder message =
        io.stackspan.proto.v1.LockOwner.newBuilder()
            .setThreadId(owner.threadId())
            .setThreadName(owner.threadName())
            .setState(state(owner.state()))
            .setStackPlusOne(stacks.stackPlusOne(owner.frames()))
            .setTraceId(owner.traceId());
    if (owner.openSpan() >= 0) {
      message.setSpanId(Ids.globalSpanId(owner.segmentId(), owner.openSpan()));
    }
    return message;
  }

  /** 0 means "not measured" on the wire, so that a measured nothing becomes a one. */
  private static long measured(long value) {
    return value < 0 ? 0 : Math.max(1, value);
  }

  private static LockKind kind(io.stackspan.agent.threaddump.LockKind kind) {
    switch (kind) {
      case MONITOR:
        return LockKind.MONITOR;
      case PARK:
        return LockKind.PARK;
      case SLEEP:
        return LockKind.SLEEP;
      case JOIN:
        return LockKind.JOIN;
      case IO:
        return LockKind.IO;
      case UNKNOWN:
        break;
    }
    return LockKind.LOCK_KIND_UNKNOWN;
  }

  private static ThreadState state(Thread.@Nullable State state) {
    // The names are the same.
    return state == null ? ThreadState.THREAD_STATE_UNKNOWN : ThreadState.valueOf(state.name());
  }
}
