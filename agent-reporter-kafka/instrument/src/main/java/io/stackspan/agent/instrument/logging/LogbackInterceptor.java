package io.stackspan.agent.instrument.logging;

import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives a Logback event that is logged in a trace a copy of the MDC with {@code traceId} in it. The
 * MDC itself stays as it is, and a value that the application has put there under that name wins.
 */
public final class LogbackInterceptor extends Interceptor {
  private static final String TRACE_ID = "traceId";

  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    String traceId = ContextManager.traceId();
    return traceId.isEmpty() ? null : traceId;
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    if (!(result instanceof Map) || ((Map<?, ?>) result).containsKey(TRACE_ID)) {
      return;
    }
    Map<Object, Object> own = new HashMap<>((Map<?, ?>) result);
    own.put(TRACE_ID, token);
    arguments[0] = own;
  }
}
