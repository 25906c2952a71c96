package io.stackspan.agent.context;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What one thread works on right now. Setting the work here is the only place where a thread comes
 * to be watched or stops being watched, so hand-offs, helping threads and virtual threads need no
 * rule of their own.
 *
 * <p>Owned by its thread; the dump sampler reads {@link #epoch}, {@link #ticket} and {@link
 * #thread}.
 */
public final class Slot {
  /** Not inheritable: a pool's thread born inside a request must not keep that request. */
  private static final ThreadLocal<Slot> SLOTS = new ThreadLocal<>();

  /** Weak: the sampler's list of slots must not keep a thread alive. */
  private final WeakReference<Thread> thread = new WeakReference<>(Thread.currentThread());

  private @Nullable TracerContext context;
  private @Nullable ContextSnapshot inherited;
  private @Nullable IgnoredContext spare;
  private int suppressed;

  private volatile @Nullable DumpTicket ticket;

  /** Counts changes of the ticket; only its own thread writes. */
  private volatile long epoch;

  private Slot() {}

  /** The slot of the current thread; made on first use. */
  static Slot current() {
    Slot slot = SLOTS.get();
    if (slot == null) {
      slot = new Slot();
      SLOTS.set(slot);
    }
    return slot;
  }

  /** The slot of the current thread if it has one: for paths that must not allocate. */
  static @Nullable Slot currentOrNull() {
    return SLOTS.get();
  }

  /** Changes whenever the thread starts or stops working for a flagged segment. */
  public long epoch() {
    return epoch;
  }

  /** Null: the thread's work is not flagged. */
  public @Nullable DumpTicket ticket() {
    return ticket;
  }

  /** Null: the thread is gone. */
  public @Nullable Thread thread() {
    return thread.get();
  }

  @Nullable TracerContext context() {
    return context;
  }

  /** What the next context continues; null: nothing. */
  @Nullable ContextSnapshot inherited() {
    return inherited;
  }

  /** A context that records nothing; the same again, unless it still waits below another one. */
  IgnoredContext ignored(ContextCarrier origin) {
    IgnoredContext ignored = spare;
    if (ignored == null || ignored.isInUse()) {
      ignored = new IgnoredContext();
      spare = ignored;
    }
    ignored.begin(origin);
    return ignored;
  }

  boolean isSuppressed() {
    return suppressed > 0;
  }

  void suppress() {
    suppressed++;
  }

  void unsuppress() {
    suppressed--;
  }

  /** Makes the given work the thread's own. */
  void set(@Nullable TracerContext newContext, @Nullable ContextSnapshot newInherited) {
    context = newContext;
    inherited = newInherited;
    DumpTicket newTicket = newContext == null ? null : newContext.ticket();
    if (newTicket != ticket) {
      watch(newTicket);
    }
  }

  // The slot's own thread is the only writer of the epoch; the sampler only reads it.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void watch(@Nullable DumpTicket newTicket) {
    epoch++;
    ticket = newTicket;
    if (newTicket != null) {
      Tracer tracer = ContextManager.tracer();
      if (tracer != null) {
        tracer.watcher().watch(this);
      }
    }
  }
}
