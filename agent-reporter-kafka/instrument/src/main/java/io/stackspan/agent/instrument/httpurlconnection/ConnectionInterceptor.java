package io.stackspan.agent.instrument.httpurlconnection;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.SpanKind;
import io.stackspan.agent.context.TracingSpan;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * One exit span per {@code HttpURLConnection}, from its first {@code connect}, {@code
 * getOutputStream} or {@code getInputStream} to the answer; other methods of it come down to these.
 * Between the calls the span is not on the thread, which is the application's then.
 */
public final class ConnectionInterceptor extends Interceptor {
  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    HttpURLConnection connection = (HttpURLConnection) self;
    ConnectionCall call = ConnectionCall.ofOrNull(connection);
    if (method.equals("disconnect")) {
      if (call != null) {
        call.abandon();
      }
      return null;
    }
    boolean reads = method.equals("getInputStream");
    if (call != null) {
      return reads && call.resume() ? call : null;
    }
    AbstractSpan active = ContextManager.activeSpan();
    if (active instanceof TracingSpan && ((TracingSpan) active).kind() == SpanKind.EXIT) {
      // An outer library describes this call and has written its headers.
      return null;
    }
    return ConnectionCall.begin(connection, method, reads);
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    ((ConnectionCall) token).leave((HttpURLConnection) self, thrown);
  }
}
