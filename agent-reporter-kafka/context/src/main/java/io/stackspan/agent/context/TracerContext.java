package io.stackspan.agent.context;

import org.jspecify.annotations.Nullable;

/** The current work of one thread for one trace: recorded, or only followed. */
abstract class TracerContext {
  abstract AbstractSpan createEntrySpan(String operation);

  abstract AbstractSpan createExitSpan(String operation, String peer);

  abstract AbstractSpan createLocalSpan(String operation);

  /** Takes the innermost span off the thread; true when it was the last. */
  abstract boolean stopSpan();

  abstract @Nullable AbstractSpan activeSpan();

  abstract String traceId();

  abstract ContextSnapshot capture();

  abstract void inject(ContextCarrier carrier, String peer);

  /** Null: the threads that work here are not to be dumped. */
  abstract @Nullable DumpTicket ticket();

  /** Ends every span that the thread left open. */
  abstract void stopAll();
}
