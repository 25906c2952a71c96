package io.stackspan.agent.context;

/** A piece of work inside the service. */
final class LocalSpan extends TracingSpan {
  LocalSpan(TracingContext context, int spanId, int parentSpanId, String operation) {
    super(context, spanId, parentSpanId, operation);
  }

  @Override
  public SpanKind kind() {
    return SpanKind.LOCAL;
  }

  @Override
  boolean acceptsDetails() {
    return true;
  }

  @Override
  boolean leave() {
    return true;
  }
}
