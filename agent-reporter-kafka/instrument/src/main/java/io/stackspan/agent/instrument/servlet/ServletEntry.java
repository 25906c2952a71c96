package io.stackspan.agent.instrument.servlet;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.Handover;
import io.stackspan.agent.instrument.http.EntrySpans;
import org.jspecify.annotations.Nullable;

/**
 * A request on the thread that took it in. Its entry span lies outside of all filters and servlets,
 * so that forwards, includes and nested filters make no more spans. An async request's span ends
 * when its async work completes; a dispatch back into the container goes on with it.
 */
final class ServletEntry {
  /** Attribute of a request in async mode: what its dispatches go on with. */
  static final String CAPTURED = "io.stackspan.agent.captured";

  private final AbstractSpan span;
  private final @Nullable Object previous;

  private ServletEntry(AbstractSpan span, @Nullable Object previous) {
    this.span = span;
    this.previous = previous;
  }

  /**
   * @return for {@link #end}
   */
  static @Nullable Object begin(ServletExchange exchange, String component, int componentId) {
    Object captured = exchange.attribute(CAPTURED);
    if (captured != null) {
      // An async dispatch; its dispatcher type is set only further in.
      return Handover.attach(captured);
    }
    // Whatever an earlier request has left on the pooled thread is none of this one's.
    Object previous = Handover.attach(Handover.NONE);
    try {
      AbstractSpan span =
          EntrySpans.open(exchange.method(), exchange.uri(), exchange)
              .component(component, componentId)
              .tag("url", url(exchange));
      return new ServletEntry(span, previous);
    } catch (RuntimeException | LinkageError e) {
      Handover.restore(previous);
      throw e;
    }
  }

  static void end(Object token, ServletExchange exchange, @Nullable Throwable thrown) {
    if (!(token instanceof ServletEntry)) {
      Handover.restore(token);
      return;
    }
    ServletEntry entry = (ServletEntry) token;
    try {
      if (thrown != null || !exchange.isAsyncStarted() || !entry.awaitAsync(exchange)) {
        describe(entry.span, exchange.status(), thrown != null ? thrown : exchange.error());
      }
    } finally {
      ContextManager.stopSpan();
      Handover.restore(entry.previous);
    }
  }

  static void describe(AbstractSpan span, int status, @Nullable Object error) {
    // A container that answers for a failure only further out has not set the status yet.
    int told = error instanceof Throwable && status < 400 ? 500 : status;
    EntrySpans.describe(span, told, error instanceof Throwable ? (Throwable) error : null);
  }

  private boolean awaitAsync(ServletExchange exchange) {
    if (!exchange.whenComplete(new AsyncCompletion(span, exchange))) {
      return false;
    }
    exchange.attribute(CAPTURED, Handover.capture());
    span.prepareForAsync();
    return true;
  }

  private static String url(ServletExchange exchange) {
    StringBuffer url = exchange.url();
    String query = exchange.query();
    return query == null ? url.toString() : url.append('?').append(query).toString();
  }
}
