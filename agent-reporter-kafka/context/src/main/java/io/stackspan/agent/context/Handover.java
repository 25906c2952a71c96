package io.stackspan.agent.context;

import org.jspecify.annotations.Nullable;

/**
 * Carries a trace over every hand-over of work between threads: {@link #capture} where work is
 * submitted, {@link #attach} and {@link #restore} around its run. "No trace" is captured and
 * attached too: a thread that helps with somebody else's task must not work under its own request.
 *
 * <p>Hooks in JDK classes call this; nothing here throws, blocks or loads classes of the
 * application.
 */
public final class Handover {
  /** Captured where no trace was active. */
  public static final Object NONE = new Object();

  /** State of a thread that had no work. */
  private static final Previous IDLE = new Previous(null, null);

  private Handover() {}

  /** What the thread worked on; immutable. */
  private static final class Previous {
    final @Nullable TracerContext context;
    final @Nullable ContextSnapshot inherited;

    Previous(@Nullable TracerContext context, @Nullable ContextSnapshot inherited) {
      this.context = context;
      this.inherited = inherited;
    }
  }

  /** A {@link ContextSnapshot}, or {@link #NONE}. Allocates nothing outside a trace. */
  public static Object capture() {
    Slot slot = Slot.currentOrNull();
    if (slot == null || slot.isSuppressed()) {
      return NONE;
    }
    TracerContext context = slot.context();
    if (context != null) {
      return context.capture();
    }
    ContextSnapshot inherited = slot.inherited();
    return inherited != null ? inherited : NONE;
  }

  /**
   * Makes captured work the thread's own.
   *
   * @param captured what {@link #capture} gave; null does nothing and gives null
   * @return for {@link #restore}
   */
  public static @Nullable Object attach(@Nullable Object captured) {
    if (captured == null) {
      return null;
    }
    if (captured == NONE) {
      Slot slot = Slot.currentOrNull();
      if (slot == null || slot.context() == null && slot.inherited() == null) {
        return IDLE;
      }
      Previous previous = new Previous(slot.context(), slot.inherited());
      slot.set(null, null);
      return previous;
    }
    Slot slot = Slot.current();
    Previous previous = previousOf(slot);
    ContextSnapshot snapshot = (ContextSnapshot) captured;
    Tracer tracer = ContextManager.tracer();
    if (tracer != null && snapshot.isDumpFlag() && snapshot.isSampled() && !slot.isSuppressed()) {
      TracingContext context = TracingContext.continued(tracer, snapshot);
      context.beginHandover();
      slot.set(context, snapshot);
    } else {
      slot.set(null, snapshot);
    }
    return previous;
  }

  /**
   * Gives the thread back what it worked on before, whatever the task has left behind. Spans that
   * the task left open end here.
   *
   * @param previous what {@link #attach} gave; null does nothing
   */
  public static void restore(@Nullable Object previous) {
    if (previous == null) {
      return;
    }
    Slot slot = Slot.currentOrNull();
    if (slot == null) {
      return;
    }
    Previous before = (Previous) previous;
    TracerContext left = slot.context();
    if (left != null && left != before.context) {
      left.stopAll();
    }
    slot.set(before.context, before.inherited);
  }

  private static Previous previousOf(Slot slot) {
    return slot.context() == null && slot.inherited() == null
        ? IDLE
        : new Previous(slot.context(), slot.inherited());
  }
}
