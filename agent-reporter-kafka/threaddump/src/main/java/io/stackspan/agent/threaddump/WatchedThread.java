package io.stackspan.agent.threaddump;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.context.DumpTicket;
import io.stackspan.agent.context.Slot;
import org.jspecify.annotations.Nullable;

/**
 * A thread while it works for one ticket, and the reading of it that is under way. Used by the
 * sampler's thread.
 */
final class WatchedThread {
  private final Slot slot;
  private final DumpTicket ticket;
  private final TicketProgress progress;
  private final long threadId;
  private final boolean virtual;

  private long epochBefore;
  private int openSpanBefore;
  private boolean steady;
  private int openSpan = -1;
  private ThreadSample.@Nullable Builder reading;

  WatchedThread(Slot slot, DumpTicket ticket, TicketProgress progress, Thread thread) {
    this.slot = slot;
    this.ticket = ticket;
    this.progress = progress;
    this.threadId = ThreadFacts.id(thread);
    this.virtual = ThreadFacts.isVirtual(thread);
  }

  DumpTicket ticket() {
    return ticket;
  }

  TicketProgress progress() {
    return progress;
  }

  long threadId() {
    return threadId;
  }

  boolean isVirtual() {
    return virtual;
  }

  /** Null: it is gone. */
  @Nullable Thread thread() {
    Thread thread = slot.thread();
    return thread != null && thread.isAlive() ? thread : null;
  }

  /** Whether the thread still works for the ticket. */
  boolean isCurrent() {
    return slot.ticket() == ticket;
  }

  /** Before the thread is read, and also before it is read as the owner of somebody's lock. */
  void beginReading() {
    epochBefore = slot.epoch();
    steady = isCurrent();
    openSpanBefore = ticket.openSpan();
    openSpan = -1;
    reading = null;
  }

  /** After it. */
  void endReading() {
    steady = steady && isCurrent() && slot.epoch() == epochBefore;
    int openSpanAfter = ticket.openSpan();
    openSpan = openSpanAfter == openSpanBefore ? openSpanAfter : -1;
  }

  /** Whether the thread worked for the ticket throughout the last reading. */
  boolean isSteady() {
    return steady;
  }

  /** Index of the span that was open throughout the last reading; -1: unknown. */
  int openSpan() {
    return openSpan;
  }

  void read(ThreadSample.Builder newReading) {
    reading = newReading;
  }

  void readCosts(long cpuNanos, long allocatedBytes) {
    if (reading != null) {
      reading.cost(progress.cpuSince(cpuNanos), progress.allocatedSince(allocatedBytes));
    }
  }

  /** Gives the reading to the ticket, unless it may show work for somebody else. */
  void deliver(long instantNanos, AgentCounters counters) {
    ThreadSample.Builder sample = reading;
    reading = null;
    if (sample == null) {
      return;
    }
    if (!steady) {
      counters.count("dumps.discarded", "changed_hands");
      ticket.countLeftOut();
      return;
    }
    sample.time(progress.microsAt(instantNanos), progress.sequence()).openSpan(openSpan);
    if (ticket.add(sample.build())) {
      progress.added();
      counters.count("dumps.taken");
    } else if (isCurrent()) {
      progress.refused();
      counters.count("dumps.left_out", "max_per_segment");
    } else {
      counters.count("dumps.discarded", "changed_hands");
    }
  }

  /** A dump that is due is not taken. */
  void leaveOut(String reason, AgentCounters counters) {
    counters.count("dumps.left_out", reason);
    ticket.countLeftOut();
  }
}
