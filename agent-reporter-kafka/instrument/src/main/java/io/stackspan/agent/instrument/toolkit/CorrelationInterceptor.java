package io.stackspan.agent.instrument.toolkit;

import io.stackspan.agent.context.ToolkitAccess;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import org.jspecify.annotations.Nullable;

/** Answers {@code io.stackspan.toolkit.Correlation}. */
public final class CorrelationInterceptor extends Interceptor {
  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    String key = (String) arguments[0];
    if (key == null) {
      return null;
    }
    return method.equals("put")
        ? (Object) ToolkitAccess.correlate(key, (String) arguments[1])
        : ToolkitAccess.correlation(key);
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    // Everything has been said before.
  }
}
