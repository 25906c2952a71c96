package io.stackspan.agent.instrument.servlet;

import io.stackspan.agent.context.AbstractSpan;
import org.jspecify.annotations.Nullable;

/** Ends the span of an async request when the container says that it is complete. */
final class AsyncCompletion {
  private final AbstractSpan span;
  private final ServletExchange exchange;
  private @Nullable Throwable error;

  AsyncCompletion(AbstractSpan span, ServletExchange exchange) {
    this.span = span;
    this.exchange = exchange;
  }

  void completed() {
    ServletEntry.describe(span, exchange.status(), error);
    span.asyncFinish();
  }

  void timedOut() {
    span.errorOccurred();
  }

  void failed(@Nullable Throwable cause) {
    error = cause;
  }
}
