package io.stackspan.agent.instrument.logging;

import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@code traceId} among the context data of a Log4j 2 event that is logged in a trace. The
 * thread's context map stays as it is, and a value that the application has put there under that
 * name wins. Uses only what Log4j 2.7 has.
 */
public final class Log4jInterceptor extends Interceptor {
  private static final String TRACE_ID = "traceId";

  /** Stands for the map that the event does not lend. */
  private static final Object NOTHING_LENT = new Object();

  /** Gives the map that the event lends to be filled, the only one that may be changed. */
  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    if (ContextManager.traceId().isEmpty()) {
      return null;
    }
    Object lent = arguments[1];
    return lent == null ? NOTHING_LENT : lent;
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    if (!(result instanceof StringMap) || ((StringMap) result).containsKey(TRACE_ID)) {
      return;
    }
    StringMap data = (StringMap) result;
    if (data == token && !data.isFrozen()) {
      data.putValue(TRACE_ID, ContextManager.traceId());
      return;
    }
    StringMap own = ContextDataFactory.createContextData(data.size() + 1);
    own.putAll(data);
    own.putValue(TRACE_ID, ContextManager.traceId());
    // Frozen, as what it replaces: an event takes it for its own to empty otherwise.
    own.freeze();
    arguments[0] = own;
  }
}
