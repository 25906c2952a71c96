package io.stackspan.agent.instrument.http;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.HeaderWriter;
import io.stackspan.agent.context.SpanLayer;
import org.jspecify.annotations.Nullable;

/** Exit spans of HTTP clients, named {@code GET:/path}. */
public final class ExitSpans {
  private ExitSpans() {}

  /**
   * Opens one on the current thread and writes its headers.
   *
   * @param url absolute; a user and password in it are not recorded
   * @param headers of the request; what it throws costs the headers, not the call
   */
  public static AbstractSpan open(String method, String url, String peer, HeaderWriter headers) {
    AbstractSpan span =
        ContextManager.createExitSpan(method + ":" + path(url), peer)
            .layer(SpanLayer.HTTP)
            .tag("url", withoutUser(url))
            .tag("http.method", method);
    try {
      ContextManager.inject(peer, headers);
    } catch (RuntimeException e) {
      // A request that takes no more headers: it goes out as the application made it.
      return span;
    }
    return span;
  }

  /**
   * @param status 0: there was no answer
   */
  public static void describe(AbstractSpan span, int status, @Nullable Throwable error) {
    if (status > 0) {
      span.tag("http.status_code", Integer.toString(status));
    }
    if (error != null) {
      span.error(error);
    } else if (status >= 400) {
      span.errorOccurred();
    }
  }

  /** {@code host:port}, with the port that the scheme stands for where none is told. */
  public static String peer(String host, int port, @Nullable String scheme) {
    int known = port > 0 ? port : "https".equalsIgnoreCase(scheme) ? 443 : 80;
    return host + ":" + known;
  }

  /** Path of an absolute URL, without query and fragment; at least a slash. */
  static String path(String url) {
    int end = end(url);
    int authority = authority(url, end);
    int start = url.indexOf('/', authority);
    return start < 0 || start >= end ? "/" : url.substring(start, end);
  }

  static String withoutUser(String url) {
    int end = end(url);
    int authority = authority(url, end);
    int slash = url.indexOf('/', authority);
    int at = url.lastIndexOf('@', slash < 0 || slash > end ? end - 1 : slash);
    return at < authority ? url : url.substring(0, authority) + url.substring(at + 1);
  }

  private static int end(String url) {
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '?' || c == '#') {
        return i;
      }
    }
    return url.length();
  }

  private static int authority(String url, int end) {
    int scheme = url.indexOf("://");
    return scheme < 0 || scheme >= end ? 0 : scheme + 3;
  }
}
