package io.stackspan.agent.instrument.jdbc;

import io.stackspan.agent.instrument.bootstrap.Interceptor;
import org.jspecify.annotations.Nullable;

/** Remembers the text of a prepared statement: JDBC does not tell it later. */
public final class PrepareInterceptor extends Interceptor {
  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    return arguments[0];
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    if (result != null && token instanceof String) {
      JdbcObjects.prepared(result, (String) token);
    }
  }
}
