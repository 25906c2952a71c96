package io.stackspan.agent.context;

import org.jspecify.annotations.Nullable;

/** Work that is not recorded: counts depth, and passes on what callers further down must know. */
final class IgnoredContext extends TracerContext {
  private final ContextCarrier origin;
  private int depth;

  /**
   * @param origin what came with the request; its trace is not this service's to cut off
   */
  IgnoredContext(ContextCarrier origin) {
    this.origin = origin;
  }

  @Override
  AbstractSpan createEntrySpan(String operation) {
    depth++;
    return NoopSpan.INSTANCE;
  }

  @Override
  AbstractSpan createExitSpan(String operation, String peer) {
    depth++;
    return NoopSpan.INSTANCE;
  }

  @Override
  AbstractSpan createLocalSpan(String operation) {
    depth++;
    return NoopSpan.INSTANCE;
  }

  @Override
  boolean stopSpan() {
    return --depth <= 0;
  }

  @Override
  AbstractSpan activeSpan() {
    return NoopSpan.INSTANCE;
  }

  @Override
  String traceId() {
    return origin.traceId();
  }

  @Override
  ContextSnapshot capture() {
    return new ContextSnapshot(
        origin.traceId(),
        origin.parentSegmentId(),
        origin.parentSpanId(),
        "",
        false,
        false,
        origin.correlation(),
        origin.tracestate());
  }

  @Override
  void inject(ContextCarrier carrier, String peer) {
    carrier.parent(origin.traceId(), origin.parentSegmentId(), origin.parentSpanId());
    carrier.sampled(false);
    carrier.tracestate(origin.tracestate());
    carrier.correlateAll(origin.correlation());
  }

  @Override
  @Nullable DumpTicket ticket() {
    return null;
  }

  @Override
  void stopAll() {
    depth = 0;
  }
}
