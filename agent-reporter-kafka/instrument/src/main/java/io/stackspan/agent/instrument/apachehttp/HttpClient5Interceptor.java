package io.stackspan.agent.instrument.apachehttp;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import io.stackspan.agent.instrument.http.ExitSpans;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * An exit span around each call of Apache HttpClient 5's classic client; redirects and retries are
 * part of it.
 */
public final class HttpClient5Interceptor extends Interceptor {
  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    HttpHost target = (HttpHost) arguments[0];
    HttpRequest request = (HttpRequest) arguments[1];
    if (request == null) {
      return null;
    }
    String scheme = target != null ? target.getSchemeName() : request.getScheme();
    URIAuthority authority = request.getAuthority();
    if (target == null && authority == null) {
      // The client refuses it.
      return null;
    }
    String peer =
        target != null
            ? ExitSpans.peer(target.getHostName(), target.getPort(), scheme)
            : ExitSpans.peer(authority.getHostName(), authority.getPort(), scheme);
    String url = (scheme == null ? "http" : scheme) + "://" + peer + request.getRequestUri();
    return ExitSpans.open(request.getMethod(), url, peer, request::setHeader)
        .component("HttpClient", 2);
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    try {
      int status = result instanceof HttpResponse ? ((HttpResponse) result).getCode() : 0;
      ExitSpans.describe((AbstractSpan) token, status, thrown);
    } finally {
      ContextManager.stopSpan();
    }
  }
}
