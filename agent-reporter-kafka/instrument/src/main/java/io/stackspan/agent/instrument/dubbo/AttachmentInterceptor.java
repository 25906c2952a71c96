package io.stackspan.agent.instrument.dubbo;

import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.RpcInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Writes the context into the attachments as the last one to do so: Dubbo 2.7 copies those that
 * came with the request that is being served, ours among them, into the calls that it makes.
 */
public final class AttachmentInterceptor extends Interceptor {
  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    if (arguments[0] instanceof RpcInvocation && ContextManager.activeSpan() != null) {
      RpcInvocation invocation = (RpcInvocation) arguments[0];
      URL url = ((Invoker<?>) self).getUrl();
      ContextManager.inject(url.getHost() + ":" + url.getPort(), invocation::setAttachment);
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
