package io.stackspan.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.stackspan.agent.instrument.advice.AroundAdvice;
import java.util.List;

/** Remote procedure calls. */
final class RpcLibraries {
  private RpcLibraries() {}

  static List<LibraryInstrumentation> instrumentations() {
    return List.of(
        new LibraryInstrumentation(
            "dubbo-provider",
            named("org.apache.dubbo.rpc.filter.ContextFilter"),
            named("invoke").and(takesArguments(2)),
            AroundAdvice.class,
            "dubbo.ProviderInterceptor"),
        new LibraryInstrumentation(
            "dubbo-consumer",
            // The first waits in 2.7 for what the second has asked for; in 3 the second does both.
            namedOneOf(
                "org.apache.dubbo.rpc.protocol.AsyncToSyncInvoker",
                "org.apache.dubbo.rpc.protocol.AbstractInvoker"),
            named("invoke").and(takesArguments(1)),
            AroundAdvice.class,
            "dubbo.ConsumerInterceptor"),
        new LibraryInstrumentation(
            "dubbo-attachments",
            namedOneOf(
                "org.apache.dubbo.rpc.protocol.dubbo.DubboInvoker",
                "org.apache.dubbo.rpc.protocol.tri.TripleInvoker"),
            named("doInvoke").and(takesArguments(1)),
            AroundAdvice.class,
            "dubbo.AttachmentInterceptor"));
  }
}
