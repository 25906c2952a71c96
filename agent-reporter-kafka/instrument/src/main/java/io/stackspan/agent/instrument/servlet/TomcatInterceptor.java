package io.stackspan.agent.instrument.servlet;

import io.stackspan.agent.instrument.bootstrap.Interceptor;
import org.jspecify.annotations.Nullable;

/** An entry span for each request that Tomcat 9, 10 or 11 gives to a host. */
public final class TomcatInterceptor extends Interceptor {
  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    return ServletEntry.begin(ServletExchange.of(arguments[0], arguments[1]), "Tomcat", 1);
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    ServletEntry.end(token, ServletExchange.of(arguments[0], arguments[1]), thrown);
  }
}
