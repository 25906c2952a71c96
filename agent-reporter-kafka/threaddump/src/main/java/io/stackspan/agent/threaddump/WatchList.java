package io.stackspan.agent.threaddump;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.context.DumpTicket;
import io.stackspan.agent.context.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Which threads are watched. Any thread announces itself by {@link #arrive}; all else belongs to
 * the sampler's thread. Everything is bounded.
 */
final class WatchList {
  private static final int MAX_ARRIVALS = 1024;
  private static final int MAX_PROGRESSES = 1024;

  private final int maxWatched;
  private final DumpSchedule schedule;
  private final AgentCounters counters;

  private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger arrivalCount = new AtomicInteger();

  private final Map<Slot, WatchedThread> watched = new LinkedHashMap<>();

  /**
   * Kept while the ticket lives: a thread that helps with other work for a moment must go on where
   * it was, or two dumps would bear one number.
   */
  private final Map<DumpTicket, TicketProgress> progresses = new WeakHashMap<>();

  WatchList(int maxWatched, DumpSchedule schedule, AgentCounters counters) {
    this.maxWatched = maxWatched;
    this.schedule = schedule;
    this.counters = counters;
  }

  private static final class Arrival {
    final Slot slot;
    final DumpTicket ticket;

    Arrival(Slot slot, DumpTicket ticket) {
      this.slot = slot;
      this.ticket = ticket;
    }
  }

  /** Called by the thread that begins flagged work. */
  void arrive(Slot slot) {
    DumpTicket ticket = slot.ticket();
    if (ticket == null) {
      return;
    }
    if (arrivalCount.incrementAndGet() > MAX_ARRIVALS) {
      arrivalCount.decrementAndGet();
      refuse(ticket);
      return;
    }
    arrivals.add(new Arrival(slot, ticket));
  }

  boolean hasArrivals() {
    return !arrivals.isEmpty();
  }

  /** Takes in those that arrived and are still at it; returns the new ones. */
  List<WatchedThread> admit(long nowNanos) {
    List<WatchedThread> admitted = new ArrayList<>();
    Arrival arrival;
    while ((arrival = arrivals.poll()) != null) {
      arrivalCount.decrementAndGet();
      WatchedThread thread = admit(arrival, nowNanos);
      if (thread != null) {
        admitted.add(thread);
      }
    }
    return admitted;
  }

  private @Nullable WatchedThread admit(Arrival arrival, long nowNanos) {
    Thread thread = arrival.slot.thread();
    WatchedThread known = watched.get(arrival.slot);
    if (thread == null
        || arrival.slot.ticket() != arrival.ticket
        || known != null && known.ticket() == arrival.ticket) {
      return null;
    }
    watched.remove(arrival.slot);
    if (watched.size() >= maxWatched) {
      dropGone();
    }
    if (watched.size() >= maxWatched) {
      refuse(arrival.ticket);
      return null;
    }
    WatchedThread admitted =
        new WatchedThread(arrival.slot, arrival.ticket, progressOf(arrival, nowNanos), thread);
    watched.put(arrival.slot, admitted);
    return admitted;
  }

  private void refuse(DumpTicket ticket) {
    counters.count("dumps.left_out", "max_watched");
    ticket.countLeftOut();
  }

  private TicketProgress progressOf(Arrival arrival, long nowNanos) {
    TicketProgress known = progresses.get(arrival.ticket);
    if (known != null) {
      return known;
    }
    if (progresses.size() >= MAX_PROGRESSES) {
      forgetOthers();
    }
    TicketProgress created =
        new TicketProgress(arrival.ticket.startNanos(), arrival.ticket.startMicros(), nowNanos);
    created.scheduleAfter(nowNanos, schedule);
    progresses.put(arrival.ticket, created);
    return created;
  }

  private void forgetOthers() {
    Set<DumpTicket> current = new HashSet<>();
    for (WatchedThread thread : watched.values()) {
      current.add(thread.ticket());
    }
    progresses.keySet().retainAll(current);
  }

  /** Stops watching threads that died or work for something else. */
  void dropGone() {
    watched.values().removeIf(thread -> !thread.isCurrent() || thread.thread() == null);
  }

  Collection<WatchedThread> watched() {
    return watched.values();
  }

  List<WatchedThread> due(long nowNanos) {
    List<WatchedThread> due = new ArrayList<>();
    for (WatchedThread thread : watched.values()) {
      if (thread.progress().dueNanos() - nowNanos <= DumpSchedule.SLACK_NANOS) {
        due.add(thread);
      }
    }
    return due;
  }

  /** Until the next dump is due; {@link Long#MAX_VALUE}: nothing is watched. */
  long nanosToNext(long nowNanos) {
    long nanos = Long.MAX_VALUE;
    for (WatchedThread thread : watched.values()) {
      nanos = Math.min(nanos, Math.max(0, thread.progress().dueNanos() - nowNanos));
    }
    return nanos;
  }
}
