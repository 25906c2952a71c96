package io.stackspan.agent.instrument.rocketmq;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.jspecify.annotations.Nullable;

/** Notes what the listener said: the consumer catches what it throws and asks for it again. */
public final class StatusInterceptor extends Interceptor {
  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    AbstractSpan span = ContextManager.activeSpan();
    if (span != null && arguments[0] instanceof ConsumeConcurrentlyStatus) {
      span.tag("mq.status", arguments[0].toString());
      if (arguments[0] == ConsumeConcurrentlyStatus.RECONSUME_LATER) {
        span.errorOccurred();
      }
    }
    return null;
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {}
}
