package io.stackspan.agent.instrument.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** An exchange of {@code jakarta.servlet}. */
final class JakartaExchange extends ServletExchange {
  private final HttpServletRequest request;
  private final HttpServletResponse response;

  JakartaExchange(Object request, Object response) {
    this.request = (HttpServletRequest) request;
    this.response = (HttpServletResponse) response;
  }

  static boolean isRequest(Class<?> type) {
    return HttpServletRequest.class.isAssignableFrom(type);
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public @Nullable Object attribute(String name) {
    return request.getAttribute(name);
  }

  @Override
  public boolean isFirstDispatch() {
    return request.getDispatcherType() == DispatcherType.REQUEST;
  }

  @Override
  void attribute(String name, Object value) {
    request.setAttribute(name, value);
  }

  @Override
  String uri() {
    return request.getRequestURI();
  }

  @Override
  StringBuffer url() {
    return request.getRequestURL();
  }

  @Override
  @Nullable String query() {
    return request.getQueryString();
  }

  @Override
  int status() {
    return response.getStatus();
  }

  @Override
  @Nullable Object error() {
    return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
  }

  @Override
  boolean isAsyncStarted() {
    return request.isAsyncStarted();
  }

  @Override
  boolean whenComplete(AsyncCompletion completion) {
    try {
      request.getAsyncContext().addListener(new Listener(completion));
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @Override
  @Nullable Enumeration<String> headers(String name) {
    return request.getHeaders(name);
  }

  /** Passes on what the container tells of async work. */
  private static final class Listener implements AsyncListener {
    private final AsyncCompletion completion;

    Listener(AsyncCompletion completion) {
      this.completion = completion;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      completion.completed();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      completion.timedOut();
    }

    @Override
    public void onError(AsyncEvent event) {
      completion.failed(event.getThrowable());
    }

    /** The container forgets its listeners when a dispatch starts async mode once more. */
    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
