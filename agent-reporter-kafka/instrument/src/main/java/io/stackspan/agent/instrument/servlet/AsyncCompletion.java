package io.stackspan.agent.instrument.servlet;

import io.stackspan.agent.context.AbstractSpan;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Ends the span of an async request when the container says that it is complete. */
final class AsyncCompletion implements AsyncListener {
  private final AbstractSpan span;
  private final HttpServletResponse response;
  private @Nullable Throwable error;

  AsyncCompletion(AbstractSpan span, HttpServletResponse response) {
    this.span = span;
    this.response = response;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    TomcatInterceptor.describe(span, response, error);
    span.asyncFinish();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    span.errorOccurred();
  }

  @Override
  public void onError(AsyncEvent event) {
    error = event.getThrowable();
  }

  /** The container forgets its listeners when a dispatch starts async mode once more. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }
}
