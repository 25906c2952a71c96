package io.stackspan.agent.context;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded span. Written by the thread that works on it; read by the reporter after the segment
 * has finished, which the hand-over through the reporter's queue orders.
 */
public abstract class TracingSpan extends AbstractSpan {
  static final int MAX_VALUE_LENGTH = 2048;
  private static final int MAX_OPERATION_LENGTH = 512;
  private static final int MAX_LOGS = 300;
  private static final int MAX_REFERENCES = 500;

  final TracingContext context;
  private final int spanId;
  private final int parentSpanId;
  private final long threadId;
  private final long startMicros;
  private long endMicros;
  private String operation;
  private @Nullable String componentName;
  private int componentId;
  private SpanLayer layer = SpanLayer.UNKNOWN;
  private boolean error;
  private boolean async;
  private @Nullable List<String> tags;
  private @Nullable List<SpanLog> logs;
  private @Nullable List<SegmentReference> references;

  TracingSpan(TracingContext context, int spanId, int parentSpanId, String operation) {
    this.context = context;
    this.spanId = spanId;
    this.parentSpanId = parentSpanId;
    this.operation = boundedOperation(operation);
    this.threadId = ThreadIds.currentThreadId();
    this.startMicros = context.clock().nowMicros();
  }

  public abstract SpanKind kind();

  /** Empty when there is no other side. */
  public String peer() {
    return "";
  }

  /**
   * Whether what the caller says now is about this span and not about an inner or outer use of it.
   */
  abstract boolean acceptsDetails();

  /** Leaves the current use; true when it was the outermost. */
  abstract boolean leave();

  @Override
  public final int spanId() {
    return spanId;
  }

  /** Index of the parent within the segment; -1: none. */
  public final int parentSpanId() {
    return parentSpanId;
  }

  /** Id of the thread that opened the span. */
  public final long threadId() {
    return threadId;
  }

  /** Microseconds since the epoch. */
  public final long startMicros() {
    return startMicros;
  }

  /** Microseconds since the epoch; 0 while open. */
  public final long endMicros() {
    return endMicros;
  }

  public final String operation() {
    return operation;
  }

  public final @Nullable String componentName() {
    return componentName;
  }

  public final int componentId() {
    return componentId;
  }

  public final SpanLayer layer() {
    return layer;
  }

  public final boolean isError() {
    return error;
  }

  /** key, value, key, value, … in the order given. */
  public final List<String> tags() {
    return tags == null ? Collections.<String>emptyList() : tags;
  }

  public final List<SpanLog> logs() {
    return logs == null ? Collections.<SpanLog>emptyList() : logs;
  }

  public final List<SegmentReference> references() {
    return references == null ? Collections.<SegmentReference>emptyList() : references;
  }

  @Override
  public final boolean isRecorded() {
    return true;
  }

  @Override
  public AbstractSpan operation(String newOperation) {
    if (acceptsDetails()) {
      operation = boundedOperation(newOperation);
    }
    return this;
  }

  @Override
  public final AbstractSpan component(String name, int id) {
    if (acceptsDetails()) {
      componentName = name;
      componentId = id;
    }
    return this;
  }

  @Override
  public final AbstractSpan layer(SpanLayer newLayer) {
    if (acceptsDetails()) {
      layer = newLayer;
    }
    return this;
  }

  @Override
  public final AbstractSpan tag(String key, @Nullable String value) {
    if (value == null || !acceptsDetails()) {
      return this;
    }
    if (tags == null) {
      tags = new ArrayList<>(8);
    }
    String bounded = bounded(value);
    for (int i = 0; i < tags.size(); i += 2) {
      if (tags.get(i).equals(key)) {
        tags.set(i + 1, bounded);
        return this;
      }
    }
    tags.add(key);
    tags.add(bounded);
    return this;
  }

  @Override
  public final AbstractSpan log(String... keysAndValues) {
    String[] bounded = new String[keysAndValues.length & ~1];
    for (int i = 0; i < bounded.length; i++) {
      String text = keysAndValues[i];
      bounded[i] = text == null ? "" : bounded(text);
    }
    return addLog(bounded);
  }

  @Override
  public final AbstractSpan addParent(ContextCarrier carrier) {
    if (carrier.isValid()) {
      reference(SegmentReference.acrossProcesses(carrier));
      context.relateTo(carrier);
    }
    return this;
  }

  @Override
  public final AbstractSpan error(Throwable cause) {
    error = true;
    return addLog(
        "event",
        "error",
        "error.kind",
        cause.getClass().getName(),
        "message",
        bounded(StackText.message(cause)),
        "stack",
        StackText.of(cause));
  }

  private AbstractSpan addLog(String... keysAndValues) {
    if (logs == null) {
      logs = new ArrayList<>(1);
    }
    if (logs.size() < MAX_LOGS) {
      logs.add(new SpanLog(context.clock().nowMicros(), keysAndValues));
    }
    return this;
  }

  @Override
  public final AbstractSpan errorOccurred() {
    error = true;
    return this;
  }

  @Override
  public final AbstractSpan prepareForAsync() {
    if (!async) {
      async = true;
      context.awaitAsync();
    }
    return this;
  }

  @Override
  public final void asyncFinish() {
    context.asyncFinished(this);
  }

  final boolean isAsync() {
    return async;
  }

  final void reference(SegmentReference reference) {
    if (references == null) {
      references = new ArrayList<>(1);
    }
    if (references.size() < MAX_REFERENCES) {
      references.add(reference);
    }
  }

  /** False when it had ended before. */
  final boolean end() {
    if (endMicros != 0) {
      return false;
    }
    endMicros = context.clock().nowMicros();
    return true;
  }

  private static String boundedOperation(String operation) {
    return operation.length() <= MAX_OPERATION_LENGTH
        ? operation
        : operation.substring(0, MAX_OPERATION_LENGTH);
  }

  private static String bounded(String value) {
    return value.length() <= MAX_VALUE_LENGTH ? value : value.substring(0, MAX_VALUE_LENGTH);
  }
}
