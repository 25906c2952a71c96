package io.stackspan.agent.instrument.rocketmq;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextCarrier;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.Handover;
import io.stackspan.agent.context.SpanLayer;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import java.lang.reflect.Method;
import java.util.List;
import org.apache.rocketmq.common.message.MessageExt;
import org.jspecify.annotations.Nullable;

/**
 * An entry span for each batch that a concurrent push consumer gives to its listener, around the
 * listener's work, with the sender of each message as a parent.
 */
public final class ConsumeInterceptor extends Interceptor {
  /** As many parents as a span keeps. */
  private static final int MAX_PARENTS = 500;

  private static final String RETRY_PREFIX = "%RETRY%";

  /** Property in which a message that is delivered again keeps its topic. */
  private static final String ORIGINAL_TOPIC = "RETRY_TOPIC";

  private volatile @Nullable Method messages;

  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments)
      throws ReflectiveOperationException {
    List<?> batch = messages(self);
    if (batch == null || batch.isEmpty()) {
      return null;
    }
    // Whatever an earlier batch has left on the pooled thread is none of this one's.
    Object previous = Handover.attach(Handover.NONE);
    try {
      return new Entry(receive(batch), previous);
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
    try {
      if (thrown != null) {
        entry.span.error(thrown);
      }
    } finally {
      ContextManager.stopSpan();
      Handover.restore(entry.previous);
    }
  }

  private static AbstractSpan receive(List<?> batch) {
    String topic = topic((MessageExt) batch.get(0));
    AbstractSpan span = null;
    int parents = 0;
    for (Object message : batch) {
      ContextCarrier carrier = ContextManager.extract(((MessageExt) message)::getUserProperty);
      if (carrier.isValid() && parents < MAX_PARENTS) {
        parents++;
        if (span == null) {
          span = createSpan(topic, carrier);
        } else {
          span.addParent(carrier);
        }
      }
    }
    if (span == null) {
      span = createSpan(topic, new ContextCarrier());
    }
    return span.tag("mq.records", Integer.toString(batch.size()));
  }

  private static AbstractSpan createSpan(String topic, ContextCarrier carrier) {
    return ContextManager.createEntrySpan("RocketMQ/" + topic + "/Consumer", carrier)
        .component("rocketMQ-consumer", 39)
        .layer(SpanLayer.MQ)
        .tag("mq.topic", topic);
  }

  private static String topic(MessageExt message) {
    String original =
        message.getTopic().startsWith(RETRY_PREFIX) ? message.getProperty(ORIGINAL_TOPIC) : null;
    return original == null ? message.getTopic() : original;
  }

  /** The request's class is not public. */
  private @Nullable List<?> messages(Object request) throws ReflectiveOperationException {
    Method getter = messages;
    if (getter == null) {
      getter = request.getClass().getMethod("getMsgs");
      getter.setAccessible(true);
      messages = getter;
    }
    return (List<?>) getter.invoke(request);
  }

  /** A batch on the thread that works on it. */
  private static final class Entry {
    final AbstractSpan span;
    final @Nullable Object previous;

    Entry(AbstractSpan span, @Nullable Object previous) {
      this.span = span;
      this.previous = previous;
    }
  }
}
