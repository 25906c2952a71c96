package io.stackspan.agent.instrument.servlet;

import java.util.Enumeration;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.DispatcherType;
import javax.servlet.RequestDispatcher;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** An exchange of {@code javax.servlet}. */
final class JavaxExchange extends ServletExchange {
  private final HttpServletRequest request;
  private final HttpServletResponse response;

  JavaxExchange(Object request, Object response) {
    this.request = (HttpServletRequest) request;
    this.response = (HttpServletResponse) response;
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
