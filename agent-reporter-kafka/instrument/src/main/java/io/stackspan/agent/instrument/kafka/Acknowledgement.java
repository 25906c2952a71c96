package io.stackspan.agent.instrument.kafka;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.Handover;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Ends the span of a record, then calls the application's callback under the sender's context. */
final class Acknowledgement implements Callback {
  private final AbstractSpan span;
  private final @Nullable Callback application;
  private final Object captured;

  Acknowledgement(AbstractSpan span, @Nullable Callback application, Object captured) {
    this.span = span;
    this.application = application;
    this.captured = captured;
  }

  @Override
  public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
    if (failure != null) {
      span.error(failure);
    }
    span.asyncFinish();
    if (application != null) {
      Object previous = Handover.attach(captured);
      try {
        application.onCompletion(metadata, failure);
      } finally {
        Handover.restore(previous);
      }
    }
  }
}
