package io.stackspan.agent.instrument.hikari;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import org.jspecify.annotations.Nullable;

/**
 * A local span around borrowing a connection, so that waiting for the pool shows. Only within a
 * trace: borrowing alone is no request.
 */
public final class BorrowInterceptor extends Interceptor {
  private static final String OPERATION = "HikariCP/Connection/getConnection";

  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    return ContextManager.traceId().isEmpty()
        ? null
        : ContextManager.createLocalSpan(OPERATION).component("HikariCP", 116);
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    try {
      if (thrown != null) {
        ((AbstractSpan) token).error(thrown);
      }
    } finally {
      ContextManager.stopSpan();
    }
  }
}
