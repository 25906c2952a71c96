package io.stackspan.query.trace;

import io.stackspan.proto.v1.DumpLink;
import io.stackspan.proto.v1.StackTable;
import io.stackspan.proto.v1.ThreadDump;
import io.stackspan.proto.v1.ThreadState;
import io.stackspan.query.model.Dump;
import io.stackspan.query.model.DumpThread;
import io.stackspan.query.model.HeldMonitor;
import io.stackspan.query.model.LinkReason;
import io.stackspan.query.model.LockKind;
import io.stackspan.query.model.LockOwner;
import io.stackspan.query.model.LockWait;
import org.jspecify.annotations.Nullable;

/** Turns the dumps of one stored record into answered ones. For one thread. */
final class DumpReader {
  private final String segmentId;
  private final String service;
  private final String instance;
  private final StackResolver stacks;

  DumpReader(String segmentId, String service, String instance, StackTable table) {
    this.segmentId = segmentId;
    this.service = service;
    this.instance = instance;
    this.stacks = new StackResolver(table);
  }

  Dump read(ThreadDump dump, DumpLink link) {
    return new Dump(
        link.getDumpId(),
        segmentId,
        orNull(link.getSpanId()),
        reason(link.getHow()),
        dump.getSequence(),
        dump.getTimeMicros(),
        service,
        instance,
        new DumpThread(
            dump.getThread().getId(),
            dump.getThread().getName(),
            dump.getThread().getIsVirtual(),
            dump.getThread().getDaemon()),
        state(dump.getState()),
        stacks.stack(dump.getStackPlusOne()),
        dump.getTruncated(),
        dump.hasWaitingOn() ? lockWait(dump.getWaitingOn()) : null,
        dump.getMonitorsList().stream().map(DumpReader::monitor).toList(),
        orNull(dump.getCpuNanos()),
        orNull(dump.getAllocatedBytes()));
  }

  private LockWait lockWait(io.stackspan.proto.v1.LockWait wait) {
    return new LockWait(
        wait.getLockClass(),
        Integer.toHexString(wait.getIdentityHash()),
        lockKind(wait.getKind()),
        wait.hasOwner() ? owner(wait.getOwner()) : null);
  }

  private LockOwner owner(io.stackspan.proto.v1.LockOwner owner) {
    return new LockOwner(
        owner.getThreadId(),
        owner.getThreadName(),
        state(owner.getState()),
        stacks.stack(owner.getStackPlusOne()),
        orNull(owner.getTraceId()),
        orNull(owner.getSpanId()));
  }

  private static HeldMonitor monitor(io.stackspan.proto.v1.HeldMonitor monitor) {
    return new HeldMonitor(
        monitor.getFrameDepth(),
        monitor.getLockClass(),
        Integer.toHexString(monitor.getIdentityHash()));
  }

  private static String state(ThreadState state) {
    return switch (state) {
      case NEW, RUNNABLE, BLOCKED, WAITING, TIMED_WAITING, TERMINATED -> state.name();
      case THREAD_STATE_UNKNOWN, UNRECOGNIZED -> "UNKNOWN";
    };
  }

  private static LockKind lockKind(io.stackspan.proto.v1.LockKind kind) {
    return switch (kind) {
      case MONITOR -> LockKind.MONITOR;
      case PARK -> LockKind.PARK;
      case SLEEP -> LockKind.SLEEP;
      case JOIN -> LockKind.JOIN;
      case IO -> LockKind.IO;
      case LOCK_KIND_UNKNOWN, UNRECOGNIZED -> LockKind.UNKNOWN;
    };
  }

  private static LinkReason reason(io.stackspan.proto.v1.LinkReason reason) {
    return switch (reason) {
      case OPEN_SPAN -> LinkReason.OPEN_SPAN;
      case TIME_WINDOW -> LinkReason.TIME_WINDOW;
      case SEGMENT_ONLY -> LinkReason.SEGMENT;
      case UNLINKED, LINK_REASON_UNKNOWN, UNRECOGNIZED -> LinkReason.UNLINKED;
    };
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Long orNull(long number) {
    return number == 0 ? null : number;
  }
}
