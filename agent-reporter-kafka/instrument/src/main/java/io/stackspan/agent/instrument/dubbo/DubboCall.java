package io.stackspan.agent.instrument.dubbo;

import static java.util.Objects.requireNonNull;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.SpanLayer;
import java.util.StringJoiner;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.jspecify.annotations.Nullable;

/** What the spans on both sides of a call say of it. Immutable. */
final class DubboCall {
  private final URL url;
  private final String operation;

  private DubboCall(URL url, String operation) {
    this.url = url;
    this.operation = operation;
  }

  /** Null: a call within the JVM, which is the caller's own work. */
  static @Nullable DubboCall of(Invoker<?> invoker, Invocation invocation) {
    URL url = requireNonNull(invoker.getUrl());
    return "injvm".equals(url.getProtocol())
        ? null
        : new DubboCall(url, operation(url, invocation));
  }

  /** Such as {@code com.acme.HelloService.say(String)}, behind the group if there is one. */
  String operation() {
    return operation;
  }

  /** {@code host:port} of the provider. */
  String peer() {
    return url.getHost() + ":" + url.getPort();
  }

  void describe(AbstractSpan span) {
    span.component("Dubbo", 3)
        .layer(SpanLayer.RPC)
        .tag("url", url.getProtocol() + "://" + peer() + "/" + operation);
  }

  private static String operation(URL url, Invocation invocation) {
    StringJoiner parameters = new StringJoiner(",", "(", ")");
    Class<?>[] types = invocation.getParameterTypes();
    if (types != null) {
      for (Class<?> type : types) {
        parameters.add(type.getSimpleName());
      }
    }
    String group = url.getParameter("group");
    return (group == null || group.isEmpty() ? "" : group + "/")
        + url.getPath()
        + "."
        + invocation.getMethodName()
        + parameters;
  }
}
