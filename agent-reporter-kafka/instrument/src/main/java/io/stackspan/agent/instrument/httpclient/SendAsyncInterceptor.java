package io.stackspan.agent.instrument.httpclient;

import static java.util.Objects.requireNonNull;

import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.Handover;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import java.net.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * An exit span from {@code HttpClient.sendAsync} to the completion of its future. The future itself
 * is returned unchanged, so that cancelling it still cancels the request.
 */
public final class SendAsyncInterceptor extends Interceptor {
  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    if (arguments[0] == null) {
      return null;
    }
    HttpCall call = HttpCall.begin((HttpRequest) requireNonNull(arguments[0]));
    arguments[0] = call.request();
    return call;
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    HttpCall call = (HttpCall) token;
    boolean pending = thrown == null && result instanceof CompletableFuture;
    try {
      if (pending) {
        call.span().prepareForAsync();
      } else {
        call.describe(null, thrown);
      }
    } finally {
      ContextManager.stopSpan();
    }
    if (pending) {
      endWith((CompletableFuture<?>) requireNonNull(result), call);
    }
  }

  private static void endWith(CompletableFuture<?> future, HttpCall call) {
    // Our own stage is not work of the request.
    Object previous = Handover.attach(Handover.NONE);
    try {
      future.whenComplete(
          (response, failure) -> {
            Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                    ? failure.getCause()
                    : failure;
            call.describe(response, cause);
            call.span().asyncFinish();
          });
    } finally {
      Handover.restore(previous);
    }
  }
}
