package io.stackspan.agent.context;

/**
 * A call to another process. Entered again by each inner library that makes the same call; only the
 * outermost describes it and carries the headers.
 */
final class ExitSpan extends TracingSpan {
  private final String peer;
  private int depth = 1;

  ExitSpan(TracingContext context, int spanId, int parentSpanId, String operation, String peer) {
    super(context, spanId, parentSpanId, operation);
    this.peer = peer;
  }

  void enterAgain() {
    depth++;
  }

  @Override
  public SpanKind kind() {
    return SpanKind.EXIT;
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  boolean acceptsDetails() {
    return depth <= 1;
  }

  @Override
  boolean leave() {
    return --depth == 0;
  }
}
