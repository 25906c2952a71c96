package io.stackspan.agent.instrument.rocketmq;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.Handover;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.jspecify.annotations.Nullable;

/** Ends the span of a message, then calls the application's callback under the sender's context. */
final class Answer implements SendCallback {
  private final AbstractSpan span;
  private final SendCallback application;
  private final Object captured;

  Answer(AbstractSpan span, SendCallback application, Object captured) {
    this.span = span;
    this.application = application;
    this.captured = captured;
  }

  @Override
  public void onSuccess(@Nullable SendResult result) {
    span.asyncFinish();
    Object previous = Handover.attach(captured);
    try {
      application.onSuccess(result);
    } finally {
      Handover.restore(previous);
    }
  }

  @Override
  public void onException(Throwable failure) {
    span.error(failure);
    span.asyncFinish();
    Object previous = Handover.attach(captured);
    try {
      application.onException(failure);
    } finally {
      Handover.restore(previous);
    }
  }
}
