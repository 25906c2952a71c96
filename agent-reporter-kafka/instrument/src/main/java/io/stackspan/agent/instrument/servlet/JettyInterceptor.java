package io.stackspan.agent.instrument.servlet;

import io.stackspan.agent.instrument.bootstrap.Interceptor;
import org.jspecify.annotations.Nullable;

/**
 * An entry span for each request that Jetty up to 11 gives to its server's handlers. The server has
 * the method from a class that most handlers extend; only the server's own call counts.
 */
public final class JettyInterceptor extends Interceptor {
  private static final ClassValue<Boolean> SERVER =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> handler) {
          for (Class<?> type = handler; type != null; type = type.getSuperclass()) {
            if (type.getName().equals("org.eclipse.jetty.server.Server")) {
              return true;
            }
          }
          return false;
        }
      };

  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    return SERVER.get(self.getClass())
        ? ServletEntry.begin(ServletExchange.of(arguments[2], arguments[3]), "JettyServer", 19)
        : null;
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    ServletEntry.end(token, ServletExchange.of(arguments[2], arguments[3]), thrown);
  }
}
