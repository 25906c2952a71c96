package io.stackspan.agent.instrument.httpserver;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextCarrier;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.Handover;
import io.stackspan.agent.context.HeaderReader;
import io.stackspan.agent.context.SpanLayer;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry span for each exchange, around its outermost filter chain and so around the handler. It
 * ends when the handler returns, also if the answer is written later by another thread: the JDK has
 * no event for that.
 */
public final class HttpServerInterceptor extends Interceptor {
  /** Set while a thread is in a filter chain: each filter enters the chain once more. */
  private final ThreadLocal<Entry> current = new ThreadLocal<>();

  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    if (current.get() != null) {
      return null;
    }
    HttpExchange exchange = (HttpExchange) requireNonNull(arguments[0]);
    // Whatever an earlier request has left on the thread is none of this one's.
    Object previous = Handover.attach(Handover.NONE);
    try {
      ContextCarrier carrier = ContextManager.extract(headersOf(exchange));
      String path = exchange.getRequestURI().getRawPath();
      AbstractSpan span =
          ContextManager.createEntrySpan(
              exchange.getRequestMethod() + ":" + (path == null ? "" : path), carrier);
      span.component("JDKHttpServer", 0)
          .layer(SpanLayer.HTTP)
          .tag("url", url(exchange))
          .tag("http.method", exchange.getRequestMethod());
      Entry entry = new Entry(exchange, span, previous);
      current.set(entry);
      return entry;
    } catch (RuntimeException | LinkageError e) {
      Handover.restore(previous);
      throw e;
    }
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    Entry entry = (Entry) token;
    current.remove();
    try {
      int status = entry.exchange.getResponseCode();
      if (status > 0) {
        entry.span.tag("http.status_code", Integer.toString(status));
      }
      if (thrown != null) {
        entry.span.error(thrown);
      } else if (status >= 500) {
        entry.span.errorOccurred();
      }
    } finally {
      ContextManager.stopSpan();
      Handover.restore(entry.previous);
    }
  }

  private static HeaderReader headersOf(HttpExchange exchange) {
    return name -> {
      List<String> values = exchange.getRequestHeaders().get(name);
      return values == null || values.isEmpty() ? null : String.join(",", values);
    };
  }

  private static String url(HttpExchange exchange) {
    String scheme = exchange instanceof HttpsExchange ? "https://" : "http://";
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null) {
      host = "localhost:" + exchange.getLocalAddress().getPort();
    }
    return scheme + host + exchange.getRequestURI();
  }

  /** An exchange on the thread that handles it. */
  private static final class Entry {
    final HttpExchange exchange;
    final AbstractSpan span;
    final @Nullable Object previous;

    Entry(HttpExchange exchange, AbstractSpan span, @Nullable Object previous) {
      this.exchange = exchange;
      this.span = span;
      this.previous = previous;
    }
  }
}
