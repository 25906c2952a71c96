package io.stackspan.agent.instrument.dubbo;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.Handover;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.dubbo.rpc.AsyncRpcResult;
import org.apache.dubbo.rpc.Result;
import org.jspecify.annotations.Nullable;

/** Ends a span with the result of its call, which may come later and on another thread. */
final class Results {
  /** {@code AsyncRpcResult.getResponseFuture}, or what it was called before 2.7.5. */
  private final @Nullable Method future = futureMethod();

  /** Takes the span off the current thread; it ends when the result is there. */
  void end(AbstractSpan span, @Nullable Object result, @Nullable Throwable thrown) {
    CompletableFuture<?> pending = null;
    try {
      if (thrown != null) {
        span.error(thrown);
      } else {
        pending = pendingOrNull(result);
        if (pending == null) {
          describe(span, result, null);
        } else {
          span.prepareForAsync();
        }
      }
    } finally {
      ContextManager.stopSpan();
    }
    if (pending != null) {
      endWith(pending, span);
    }
  }

  private static void endWith(CompletableFuture<?> pending, AbstractSpan span) {
    // Our own stage is not work of the request.
    Object previous = Handover.attach(Handover.NONE);
    try {
      pending.whenComplete(
          (result, failure) -> {
            describe(span, result, failure);
            span.asyncFinish();
          });
    } finally {
      Handover.restore(previous);
    }
  }

  private static void describe(
      AbstractSpan span, @Nullable Object result, @Nullable Throwable failure) {
    if (failure != null) {
      Throwable cause = failure.getCause();
      span.error(failure instanceof CompletionException && cause != null ? cause : failure);
    } else if (result instanceof Result) {
      Throwable exception = ((Result) result).getException();
      if (exception != null) {
        span.error(exception);
      }
    }
  }

  private @Nullable CompletableFuture<?> pendingOrNull(@Nullable Object result) {
    if (future == null || !(result instanceof AsyncRpcResult)) {
      return null;
    }
    try {
      CompletableFuture<?> found = (CompletableFuture<?>) future.invoke(result);
      return found == null || found.isDone() ? null : found;
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static @Nullable Method futureMethod() {
    for (String name : new String[] {"getResponseFuture", "getResultFuture"}) {
      try {
        return AsyncRpcResult.class.getMethod(name);
      } catch (NoSuchMethodException e) {
        // The next one, or results are taken as they are at the method's return.
      }
    }
    return null;
  }
}
