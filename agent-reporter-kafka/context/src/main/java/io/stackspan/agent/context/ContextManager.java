package io.stackspan.agent.context;

import org.jspecify.annotations.Nullable;

/**
 * The front door for instrumentations: one context per thread, made when the first span starts and
 * dropped when the last one ends. Every {@code create…} needs its {@link #stopSpan}. Static,
 * because code woven into any class must reach it; does nothing before {@link #install}.
 */
public final class ContextManager {
  private static volatile @Nullable Tracer installed;

  private ContextManager() {}

  /** Called once, when the agent starts; null takes the agent out (tests). */
  public static void install(@Nullable Tracer tracer) {
    installed = tracer;
  }

  static @Nullable Tracer tracer() {
    return installed;
  }

  /** An empty carrier while no agent is installed. */
  public static ContextCarrier extract(HeaderReader headers) {
    Tracer tracer = installed;
    return tracer == null ? ContextCarrier.NONE : tracer.propagator().extract(headers);
  }

  /**
   * Work begun by a request from outside. On a thread that is in a trace, the carrier is ignored.
   */
  public static AbstractSpan createEntrySpan(String operation, ContextCarrier carrier) {
    Tracer tracer = installed;
    if (tracer == null) {
      return NoopSpan.INSTANCE;
    }
    Slot slot = Slot.current();
    TracerContext context = slot.context();
    if (context == null) {
      context = newContext(tracer, slot, carrier, operation);
    }
    AbstractSpan span = context.createEntrySpan(operation);
    slot.set(context, slot.inherited());
    return span;
  }

  public static AbstractSpan createLocalSpan(String operation) {
    TracerContext context = currentOrNew(operation);
    return context == null ? NoopSpan.INSTANCE : context.createLocalSpan(operation);
  }

  /**
   * A call to another process.
   *
   * @param peer {@code host:port} or another stable name of the other side
   */
  public static AbstractSpan createExitSpan(String operation, String peer) {
    TracerContext context = currentOrNew(operation);
    return context == null ? NoopSpan.INSTANCE : context.createExitSpan(operation, peer);
  }

  /**
   * Writes the current context into the headers of an outgoing call; does nothing outside a trace.
   */
  public static void inject(String peer, HeaderWriter headers) {
    Tracer tracer = installed;
    Slot slot = Slot.currentOrNull();
    if (tracer == null || slot == null || slot.context() == null) {
      return;
    }
    ContextCarrier carrier = new ContextCarrier();
    slot.context().inject(carrier, peer);
    if (carrier.isValid()) {
      tracer.propagator().inject(carrier, headers);
    }
  }

  /** Ends the thread's innermost span. Harmless when there is none. */
  public static void stopSpan() {
    Slot slot = Slot.currentOrNull();
    if (slot == null) {
      return;
    }
    TracerContext context = slot.context();
    if (context != null && context.stopSpan()) {
      slot.set(null, slot.inherited());
    }
  }

  /**
   * Ends the given span, and with it those that were left open inside it; {@code spans.misused}
   * counts that. One that has ended already does nothing.
   */
  public static void stopSpan(AbstractSpan span) {
    Slot slot = Slot.currentOrNull();
    TracerContext context = slot == null ? null : slot.context();
    if (slot == null || context == null) {
      Tracer tracer = installed;
      if (tracer != null && span.isRecorded()) {
        tracer.counters().count("spans.misused", "not_active");
      }
    } else if (context.stopSpan(span)) {
      slot.set(null, slot.inherited());
    }
  }

  /** Null outside a trace. */
  public static @Nullable AbstractSpan activeSpan() {
    Slot slot = Slot.currentOrNull();
    TracerContext context = slot == null ? null : slot.context();
    return context == null ? null : context.activeSpan();
  }

  /** Empty outside a trace. */
  public static String traceId() {
    Slot slot = Slot.currentOrNull();
    if (slot == null) {
      return "";
    }
    TracerContext context = slot.context();
    if (context != null) {
      return context.traceId();
    }
    ContextSnapshot inherited = slot.inherited();
    return inherited == null ? "" : inherited.traceId();
  }

  /**
   * The thread does the agent's own work from now on, for its whole life: nothing is traced on it.
   */
  public static void suppressThread() {
    Slot.current().suppress();
  }

  private static @Nullable TracerContext currentOrNew(String operation) {
    Tracer tracer = installed;
    if (tracer == null) {
      return null;
    }
    Slot slot = Slot.current();
    TracerContext context = slot.context();
    if (context == null) {
      context = newContext(tracer, slot, ContextCarrier.NONE, operation);
      slot.set(context, slot.inherited());
    }
    return context;
  }

  private static TracerContext newContext(
      Tracer tracer, Slot slot, ContextCarrier carrier, String operation) {
    if (slot.isSuppressed()) {
      return slot.ignored(ContextCarrier.NONE);
    }
    ContextSnapshot inherited = slot.inherited();
    if (inherited != null && !carrier.isValid()) {
      return inherited.isSampled()
          ? TracingContext.continued(tracer, inherited)
          : slot.ignored(inherited.carrier());
    }
    // Who asks for dumps wants them: neither a decision further up nor chance takes them away.
    if (carrier.isDumpFlag()
        || carrier.isSampled() && (carrier.isValid() || tracer.records(operation))) {
      return TracingContext.fromCarrier(tracer, carrier);
    }
    return slot.ignored(carrier);
  }
}
