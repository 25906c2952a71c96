package io.stackspan.agent.instrument.httpclient;

import static java.util.Objects.requireNonNull;

import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** An exit span around {@code HttpClient.send}. */
public final class SendInterceptor extends Interceptor {
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
    try {
      ((HttpCall) token).describe(result, thrown);
    } finally {
      ContextManager.stopSpan();
    }
  }
}
