package io.stackspan.agent.instrument.springmvc;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextCarrier;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.SpanKind;
import io.stackspan.agent.context.TracingSpan;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import io.stackspan.agent.instrument.http.EntrySpans;
import io.stackspan.agent.instrument.servlet.ServletExchange;
import org.jspecify.annotations.Nullable;

/**
 * Names the container's entry span by the route that Spring has found, such as {@code
 * GET:/users/{id}}: before the handler runs, so that its calls say which route they come from.
 * Error pages, forwards and async dispatches keep the name of the request itself.
 */
public final class RouteInterceptor extends Interceptor {
  /** {@code HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE} of every version. */
  private static final String ROUTE =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    AbstractSpan active = ContextManager.activeSpan();
    if (!(active instanceof TracingSpan) || ((TracingSpan) active).kind() != SpanKind.ENTRY) {
      return null;
    }
    ServletExchange exchange = ServletExchange.of(arguments[0], arguments[1]);
    Object route = exchange.attribute(ROUTE);
    if (route != null && exchange.isFirstDispatch()) {
      ContextManager.createEntrySpan(
              EntrySpans.operation(exchange.method(), route.toString()), new ContextCarrier())
          .component("SpringMVC", 14);
      ContextManager.stopSpan();
    }
    return null;
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    // The container ends its span.
  }
}
