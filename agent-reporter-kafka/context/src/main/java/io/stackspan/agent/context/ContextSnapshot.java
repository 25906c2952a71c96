package io.stackspan.agent.context;

/**
 * Where a trace stood when work was handed to another thread: a carrier that stays in the process.
 * Immutable.
 */
public final class ContextSnapshot {
  private final ContextCarrier carrier;

  /**
   * @param carrier not changed any more
   */
  ContextSnapshot(ContextCarrier carrier) {
    this.carrier = carrier;
  }

  public String traceId() {
    return carrier.traceId();
  }

  /** Whether the threads that work for the trace are to be dumped. */
  public boolean isDumpFlag() {
    return carrier.isDumpFlag();
  }

  boolean isSampled() {
    return carrier.isSampled();
  }

  ContextCarrier carrier() {
    return carrier;
  }
}
