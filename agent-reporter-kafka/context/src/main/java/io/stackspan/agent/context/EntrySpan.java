package io.stackspan.agent.context;

/**
 * The work that a request from outside caused. Entered again at each deeper layer of the same
 * request (container, framework): the innermost layer names it, the outermost gives its times.
 */
final class EntrySpan extends TracingSpan {
  private int depth = 1;
  private int deepest = 1;

  EntrySpan(TracingContext context, int spanId, int parentSpanId, String operation) {
    super(context, spanId, parentSpanId, operation);
  }

  void enterAgain(String operation) {
    depth++;
    deepest = depth;
    operation(operation);
  }

  @Override
  public SpanKind kind() {
    return SpanKind.ENTRY;
  }

  /**
   * An outer layer may add, after the inner has left, what only it knows, such as the status code.
   */
  @Override
  boolean acceptsDetails() {
    return true;
  }

  @Override
  public AbstractSpan operation(String operation) {
    return depth == deepest ? super.operation(operation) : this;
  }

  @Override
  boolean leave() {
    return --depth == 0;
  }
}
