package io.stackspan.agent.instrument.rocketmq;

import static java.util.Objects.requireNonNull;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.Handover;
import io.stackspan.agent.context.SpanLayer;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import org.apache.rocketmq.client.impl.producer.DefaultMQProducerImpl;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.common.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * An exit span for each attempt to send a message, until the broker has answered. The context
 * travels in the message's properties; the messages of a batch are encoded before and carry none.
 */
public final class SendInterceptor extends Interceptor {
  /** Position of the callback among the arguments. */
  private static final int CALLBACK = 3;

  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    Message message = (Message) requireNonNull(arguments[0]);
    String address = ((DefaultMQProducerImpl) self).getDefaultMQProducer().getNamesrvAddr();
    String broker = address == null ? "unknown" : address;
    // What the callback does is the sender's work, not the sending.
    Object captured = Handover.capture();
    AbstractSpan active = ContextManager.activeSpan();
    AbstractSpan span =
        ContextManager.createExitSpan("RocketMQ/" + message.getTopic() + "/Producer", broker);
    try {
      span.component("rocketMQ-producer", 38)
          .layer(SpanLayer.MQ)
          .tag("mq.broker", broker)
          .tag("mq.topic", message.getTopic());
      ContextManager.inject(broker, message::putUserProperty);
      Object callback = arguments[CALLBACK];
      // Within another exit span, which ends by itself, the callback stays what it is.
      if (callback instanceof SendCallback && span != active) {
        arguments[CALLBACK] = new Answer(span.prepareForAsync(), (SendCallback) callback, captured);
      }
      return span;
    } catch (RuntimeException | LinkageError e) {
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
    AbstractSpan span = (AbstractSpan) token;
    try {
      if (thrown != null) {
        span.error(thrown);
        if (arguments[CALLBACK] instanceof Answer) {
          span.asyncFinish();
        }
      }
    } finally {
      ContextManager.stopSpan();
    }
  }
}
