package io.stackspan.agent.instrument.httpclient;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.SpanLayer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call over the JDK's HTTP client: its exit span, and the request with our headers. */
final class HttpCall {
  private final AbstractSpan span;
  private final HttpRequest request;

  private HttpCall(AbstractSpan span, HttpRequest request) {
    this.span = span;
    this.request = request;
  }

  /** Opens the exit span on the current thread. */
  static HttpCall begin(HttpRequest original) {
    URI uri = original.uri();
    String peer = peer(uri);
    String path = uri.getRawPath();
    String operation = original.method() + ":" + (path == null || path.isEmpty() ? "/" : path);
    Map<String, String> headers = new LinkedHashMap<>();
    AbstractSpan span = ContextManager.createExitSpan(operation, peer);
    span.component("JdkHttpClient", 0)
        .layer(SpanLayer.HTTP)
        .tag("url", url(uri))
        .tag("http.method", original.method());
    ContextManager.inject(peer, headers::put);
    return new HttpCall(span, headers.isEmpty() ? original : withHeaders(original, headers));
  }

  AbstractSpan span() {
    return span;
  }

  /** What is to be sent instead of the original. */
  HttpRequest request() {
    return request;
  }

  void describe(@Nullable Object response, @Nullable Throwable thrown) {
    if (response instanceof HttpResponse) {
      int status = ((HttpResponse<?>) response).statusCode();
      span.tag("http.status_code", Integer.toString(status));
      if (status >= 400) {
        span.errorOccurred();
      }
    }
    if (thrown != null) {
      span.error(thrown);
    }
  }

  /** Requests are immutable: a copy that differs in our headers alone. */
  private static HttpRequest withHeaders(HttpRequest original, Map<String, String> ours) {
    try {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(original.uri()).expectContinue(original.expectContinue());
      original.timeout().ifPresent(builder::timeout);
      original.version().ifPresent(builder::version);
      for (Map.Entry<String, List<String>> header : original.headers().map().entrySet()) {
        for (String value : header.getValue()) {
          builder.header(header.getKey(), value);
        }
      }
      ours.forEach(builder::setHeader);
      return copyMethod(original, builder).build();
    } catch (RuntimeException e) {
      // A request class of the user's own that does what a builder refuses.
      return original;
    }
  }

  private static HttpRequest.Builder copyMethod(HttpRequest original, HttpRequest.Builder builder) {
    HttpRequest.BodyPublisher body = original.bodyPublisher().orElse(null);
    if (body != null) {
      return builder.method(original.method(), body);
    }
    switch (original.method()) {
      case "GET":
        return builder.GET();
      case "DELETE":
        return builder.DELETE();
      default:
        return builder.method(original.method(), BodyPublishers.noBody());
    }
  }

  private static String peer(URI uri) {
    int port = uri.getPort();
    if (port < 0) {
      port = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
    return uri.getHost() + ":" + port;
  }

  /** Without user and password. */
  private static String url(URI uri) {
    String text = uri.toString();
    String user = uri.getRawUserInfo();
    return user == null ? text : text.replace(user + "@", "");
  }
}
