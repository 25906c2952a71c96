package io.stackspan.agent.instrument.toolkit;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.ToolkitAccess;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import org.jspecify.annotations.Nullable;

/** Answers {@code io.stackspan.toolkit.CurrentSpan}. */
public final class CurrentSpanInterceptor extends Interceptor {
  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    switch (method) {
      case "traceId":
        return ContextManager.traceId();
      case "spanId":
        return ToolkitAccess.spanId();
      default:
        AbstractSpan span = ContextManager.activeSpan();
        Object first = arguments[0];
        if (span != null && span.isRecorded() && first != null) {
          change(span, method, first, arguments);
        }
        return null;
    }
  }

  private static void change(
      AbstractSpan span, String method, Object first, @Nullable Object[] arguments) {
    switch (method) {
      case "tag":
        span.tag((String) first, (String) arguments[1]);
        break;
      case "log":
        span.log((String[]) first);
        break;
      case "error":
        span.error((Throwable) first);
        break;
      case "operation":
        span.operation((String) first);
        break;
      default:
        break;
    }
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
