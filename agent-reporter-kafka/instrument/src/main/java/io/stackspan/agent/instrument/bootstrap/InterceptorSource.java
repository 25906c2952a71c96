package io.stackspan.agent.instrument.bootstrap;

import org.jspecify.annotations.Nullable;

/** Where interceptors come from: implemented in the agent's own loader. Any thread. */
public interface InterceptorSource {
  /** Null: the library at hand does not fit; asked once per instrumented class. */
  @Nullable Interceptor interceptorOrNull(int id, Class<?> instrumented);

  /** An interceptor failed; must not throw. */
  void failed(int id, Throwable failure);
}
