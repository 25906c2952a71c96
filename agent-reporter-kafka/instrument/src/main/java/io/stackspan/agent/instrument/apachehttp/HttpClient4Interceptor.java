package io.stackspan.agent.instrument.apachehttp;

import static java.util.Objects.requireNonNull;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import io.stackspan.agent.instrument.http.ExitSpans;
import java.net.URI;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** An exit span around each call of Apache HttpClient 4; redirects and retries are part of it. */
public final class HttpClient4Interceptor extends Interceptor {
  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    HttpHost target = (HttpHost) arguments[0];
    HttpRequest request = (HttpRequest) arguments[1];
    if (request == null) {
      return null;
    }
    String uri = requireNonNull(request.getRequestLine().getUri());
    boolean absolute = uri.contains("://");
    if (target == null && !absolute) {
      // The client refuses it.
      return null;
    }
    String url = absolute ? uri : requireNonNull(target).toURI() + uri;
    return ExitSpans.open(
            requireNonNull(request.getRequestLine().getMethod()),
            url,
            target == null
                ? peer(uri)
                : ExitSpans.peer(target.getHostName(), target.getPort(), target.getSchemeName()),
            request::setHeader)
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
      int status =
          result instanceof HttpResponse
              ? ((HttpResponse) result).getStatusLine().getStatusCode()
              : 0;
      ExitSpans.describe((AbstractSpan) token, status, thrown);
    } finally {
      ContextManager.stopSpan();
    }
  }

  private static String peer(String uri) {
    URI parsed = URI.create(uri);
    return ExitSpans.peer(String.valueOf(parsed.getHost()), parsed.getPort(), parsed.getScheme());
  }
}
