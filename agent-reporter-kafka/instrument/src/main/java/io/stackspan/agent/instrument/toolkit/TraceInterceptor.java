package io.stackspan.agent.instrument.toolkit;

import io.stackspan.agent.instrument.bootstrap.Interceptor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Local spans and tags of annotated methods; gets the plan of the method in place of its name. */
public final class TraceInterceptor extends Interceptor {
  /** As many as the application has annotated methods. */
  private final Map<String, TracedMethod> methods = new ConcurrentHashMap<>();

  @Override
  public @Nullable Object before(String plan, Object self, @Nullable Object[] arguments) {
    TracedMethod method = methods.get(plan);
    if (method == null) {
      method = methods.computeIfAbsent(plan, TracedMethod::of);
    }
    return method.enter(arguments);
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    ((TracedMethod.Call) token).leave(result, thrown);
  }
}
