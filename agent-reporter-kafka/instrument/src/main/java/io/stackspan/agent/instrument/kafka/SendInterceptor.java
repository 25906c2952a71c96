package io.stackspan.agent.instrument.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.Handover;
import io.stackspan.agent.context.SpanLayer;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * An exit span for each record, from {@code send} until the broker has acknowledged or the producer
 * has given up; the segment is reported then. The context travels in the record's headers.
 */
public final class SendInterceptor extends Interceptor {
  private final ClientNames names = new ClientNames();

  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    if (!(arguments[0] instanceof ProducerRecord)) {
      return null;
    }
    ProducerRecord<?, ?> record = (ProducerRecord<?, ?>) arguments[0];
    String broker = names.bootstrapServers(self);
    // What the callback does is the sender's work, not the sending.
    Object captured = Handover.capture();
    AbstractSpan active = ContextManager.activeSpan();
    AbstractSpan span = ContextManager.createExitSpan(operation(record), broker);
    Sending sending = new Sending(span, span == active);
    try {
      arguments[0] = withContext(record, broker);
      if (!sending.inner) {
        span.component("kafka-producer", 40)
            .layer(SpanLayer.MQ)
            .tag("mq.broker", broker)
            .tag("mq.topic", record.topic());
        span.prepareForAsync();
        arguments[1] = new Acknowledgement(span, (Callback) arguments[1], captured);
      }
      return sending;
    } catch (RuntimeException | LinkageError e) {
      if (!sending.inner) {
        span.asyncFinish();
      }
      ContextManager.stopSpan();
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
    Sending sending = (Sending) token;
    try {
      if (thrown != null && !sending.inner) {
        // The producer calls no callback then.
        sending.span.error(thrown);
        sending.span.asyncFinish();
      }
    } finally {
      ContextManager.stopSpan();
    }
  }

  private static String operation(ProducerRecord<?, ?> record) {
    return "Kafka/" + record.topic() + "/Producer";
  }

  /** The record itself; a copy if it was sent before, because its headers are closed then. */
  private static ProducerRecord<?, ?> withContext(ProducerRecord<?, ?> record, String broker) {
    try {
      inject(record.headers(), broker);
      return record;
    } catch (IllegalStateException e) {
      Headers headers = new RecordHeaders(record.headers());
      inject(headers, broker);
      return new ProducerRecord<>(
          record.topic(),
          record.partition(),
          record.timestamp(),
          record.key(),
          record.value(),
          headers);
    }
  }

  private static void inject(Headers headers, String broker) {
    ContextManager.inject(
        broker, (name, value) -> headers.remove(name).add(name, value.getBytes(UTF_8)));
  }

  /** A record on its way. */
  private static final class Sending {
    final AbstractSpan span;

    /** Within another exit span, which describes the call and ends by itself. */
    final boolean inner;

    Sending(AbstractSpan span, boolean inner) {
      this.span = span;
      this.inner = inner;
    }
  }
}
