package io.stackspan.agent.instrument.dubbo;

import static java.util.Objects.requireNonNull;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.Handover;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.jspecify.annotations.Nullable;

/**
 * An entry span for each call that a provider takes in, around its outermost filter and so around
 * the service. It ends with the result, also if that comes later.
 */
public final class ProviderInterceptor extends Interceptor {
  private final Results results = new Results();

  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    Invocation invocation = (Invocation) requireNonNull(arguments[1]);
    DubboCall call = DubboCall.of((Invoker<?>) requireNonNull(arguments[0]), invocation);
    if (call == null) {
      return null;
    }
    // Whatever an earlier call has left on the pooled thread is none of this one's.
    Object previous = Handover.attach(Handover.NONE);
    try {
      AbstractSpan span =
          ContextManager.createEntrySpan(
              call.operation(), ContextManager.extract(invocation::getAttachment));
      call.describe(span);
      return new Entry(span, previous);
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
      results.end(entry.span, result, thrown);
    } finally {
      Handover.restore(entry.previous);
    }
  }

  /** A call on the thread that took it in. */
  private static final class Entry {
    final AbstractSpan span;
    final @Nullable Object previous;

    Entry(AbstractSpan span, @Nullable Object previous) {
      this.span = span;
      this.previous = previous;
    }
  }
}
