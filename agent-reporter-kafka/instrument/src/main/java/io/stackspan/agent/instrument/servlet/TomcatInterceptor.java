package io.stackspan.agent.instrument.servlet;

import static java.util.Objects.requireNonNull;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextCarrier;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.Handover;
import io.stackspan.agent.context.SpanLayer;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * An entry span for each request that Tomcat 10 or 11 gives to a host: outside of all filters and
 * servlets, so that forwards, includes and nested filters make no more spans. An async request's
 * span ends when its async work completes; a dispatch back into the container goes on with it.
 */
public final class TomcatInterceptor extends Interceptor {
  /** Attribute of a request in async mode: what its dispatches go on with. */
  static final String CAPTURED = "io.stackspan.agent.captured";

  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    HttpServletRequest request = (HttpServletRequest) requireNonNull(arguments[0]);
    Object captured = request.getAttribute(CAPTURED);
    if (captured != null) {
      // An async dispatch; its dispatcher type is set only further in.
      return Handover.attach(captured);
    }
    // Whatever an earlier request has left on the pooled thread is none of this one's.
    Object previous = Handover.attach(Handover.NONE);
    try {
      ContextCarrier carrier = ContextManager.extract(new RequestHeaders(request));
      AbstractSpan span = ContextManager.createEntrySpan(operation(request), carrier);
      span.component("Tomcat", 1)
          .layer(SpanLayer.HTTP)
          .tag("url", url(request))
          .tag("http.method", request.getMethod());
      return new Entry(span, previous);
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
    if (!(token instanceof Entry)) {
      Handover.restore(token);
      return;
    }
    Entry entry = (Entry) token;
    try {
      HttpServletRequest request = (HttpServletRequest) requireNonNull(arguments[0]);
      HttpServletResponse response = (HttpServletResponse) requireNonNull(arguments[1]);
      if (thrown != null || !request.isAsyncStarted() || !awaitAsync(request, response, entry)) {
        Object error = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        describe(entry.span, response, thrown != null ? thrown : error);
      }
    } finally {
      ContextManager.stopSpan();
      Handover.restore(entry.previous);
    }
  }

  static void describe(AbstractSpan span, HttpServletResponse response, @Nullable Object error) {
    int status = response.getStatus();
    span.tag("http.status_code", Integer.toString(status));
    if (error instanceof Throwable) {
      span.error((Throwable) error);
    } else if (status >= 500) {
      span.errorOccurred();
    }
  }

  private static boolean awaitAsync(
      HttpServletRequest request, HttpServletResponse response, Entry entry) {
    try {
      request.getAsyncContext().addListener(new AsyncCompletion(entry.span, response));
    } catch (IllegalStateException e) {
      // It has completed in between.
      return false;
    }
    request.setAttribute(CAPTURED, Handover.capture());
    entry.span.prepareForAsync();
    return true;
  }

  private static String operation(HttpServletRequest request) {
    String path = request.getRequestURI();
    int parameters = path.indexOf(';');
    return request.getMethod() + ":" + (parameters < 0 ? path : path.substring(0, parameters));
  }

  private static String url(HttpServletRequest request) {
    StringBuffer url = request.getRequestURL();
    String query = request.getQueryString();
    return query == null ? url.toString() : url.append('?').append(query).toString();
  }

  /** A request on the thread that took it in. */
  private static final class Entry {
    final AbstractSpan span;
    final @Nullable Object previous;

    Entry(AbstractSpan span, @Nullable Object previous) {
      this.span = span;
      this.previous = previous;
    }
  }
}
