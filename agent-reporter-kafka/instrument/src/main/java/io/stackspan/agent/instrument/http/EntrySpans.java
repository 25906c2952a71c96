package io.stackspan.agent.instrument.http;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.HeaderReader;
import io.stackspan.agent.context.SpanLayer;
import org.jspecify.annotations.Nullable;

/** Entry spans of HTTP servers, named {@code GET:/path}. */
public final class EntrySpans {
  /** Paths come from outside; what is cut off here travels neither in spans nor in headers. */
  private static final int MAX_OPERATION_LENGTH = 512;

  private EntrySpans() {}

  /**
   * Opens one on the current thread.
   *
   * @param path parameters behind a semicolon are left out of the name; null: empty
   */
  public static AbstractSpan open(String method, @Nullable String path, HeaderReader headers) {
    return ContextManager.createEntrySpan(operation(method, path), ContextManager.extract(headers))
        .layer(SpanLayer.HTTP)
        .tag("http.method", method);
  }

  /** Method and path or route, bounded. */
  public static String operation(String method, @Nullable String path) {
    String known = path == null ? "" : path;
    int parameters = known.indexOf(';');
    String operation = method + ":" + (parameters < 0 ? known : known.substring(0, parameters));
    return operation.length() <= MAX_OPERATION_LENGTH
        ? operation
        : operation.substring(0, MAX_OPERATION_LENGTH);
  }

  /**
   * @param status 0: not known
   */
  public static void describe(AbstractSpan span, int status, @Nullable Throwable error) {
    if (status > 0) {
      span.tag("http.status_code", Integer.toString(status));
    }
    if (error != null) {
      span.error(error);
    } else if (status >= 500) {
      span.errorOccurred();
    }
  }
}
