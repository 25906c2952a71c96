package io.stackspan.agent.context;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The current work of one thread for one trace: recorded, or only followed. */
abstract class TracerContext {
  abstract AbstractSpan createEntrySpan(String operation);

  abstract AbstractSpan createExitSpan(String operation, String peer);

  abstract AbstractSpan createLocalSpan(String operation);

  /** Takes the innermost span off the thread; true when it was the last. */
  abstract boolean stopSpan();

  /**
   * Takes the given span, and those left open above it, off the thread; one that is not active does
   * nothing. True when none is left.
   */
  abstract boolean stopSpan(AbstractSpan span);

  abstract @Nullable AbstractSpan activeSpan();

  abstract String traceId();

  abstract ContextSnapshot capture();

  abstract void inject(ContextCarrier carrier, String peer);

  /** Values that go along with the work. Nobody changes the map. */
  abstract Map<String, String> correlation();

  /** Puts other values in place of those that went along so far. */
  abstract void correlate(Map<String, String> values);

  /** Null: the threads that work here are not to be dumped. */
  abstract @Nullable DumpTicket ticket();

  /** Ends every span that the thread left open. */
  abstract void stopAll();
}
