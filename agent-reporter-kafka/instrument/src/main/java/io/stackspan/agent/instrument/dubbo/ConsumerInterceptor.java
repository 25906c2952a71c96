package io.stackspan.agent.instrument.dubbo;

import static java.util.Objects.requireNonNull;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.jspecify.annotations.Nullable;

/**
 * An exit span for each call to one provider; a retry by the cluster is another one. Around waiting
 * for the result of a synchronous call; of an asynchronous one it ends when the result comes.
 */
public final class ConsumerInterceptor extends Interceptor {
  /** The invoker within the one that waits: the same call. */
  private static final Object INNER = new Object();

  private final Results results = new Results();

  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    DubboCall call =
        DubboCall.of((Invoker<?>) self, (Invocation) requireNonNull(arguments[0], "invocation"));
    if (call == null) {
      return null;
    }
    AbstractSpan active = ContextManager.activeSpan();
    AbstractSpan span = ContextManager.createExitSpan(call.operation(), call.peer());
    if (span == active) {
      return INNER;
    }
    call.describe(span);
    return span;
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    if (token == INNER) {
      ContextManager.stopSpan();
    } else {
      results.end((AbstractSpan) token, result, thrown);
    }
  }
}
