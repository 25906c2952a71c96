package io.stackspan.agent.context;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Work that is not recorded: counts depth, and passes on what callers further down must know. Each
 * thread has one that is used again, so that an untraced request allocates nothing here.
 */
final class IgnoredContext extends TracerContext {
  private ContextCarrier origin = ContextCarrier.NONE;
  private int depth;

  /**
   * @param newOrigin what came with the request; its trace is not this service's to cut off
   */
  void begin(ContextCarrier newOrigin) {
    origin = newOrigin;
    depth = 0;
  }

  boolean isInUse() {
    return depth > 0;
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
  boolean stopSpan(AbstractSpan span) {
    return stopSpan();
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
    return new ContextSnapshot(identified());
  }

  @Override
  void inject(ContextCarrier carrier, String peer) {
    carrier.copy(identified());
    carrier.sampled(false);
  }

  /** The decision can only travel with a trace id: a root gets one when it is first needed. */
  private ContextCarrier identified() {
    if (!origin.isValid() || origin.isSampled()) {
      ContextCarrier identified = new ContextCarrier();
      identified.copy(origin);
      if (!origin.isValid()) {
        identified.parent(TraceIds.traceId(System.currentTimeMillis()), TraceIds.segmentId(), 0);
      }
      identified.sampled(false);
      origin = identified;
    }
    return origin;
  }

  @Override
  Map<String, String> correlation() {
    return origin.correlation();
  }

  @Override
  void correlate(Map<String, String> values) {
    origin = origin.withCorrelation(values);
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
