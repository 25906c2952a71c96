package io.stackspan.agent.context;

import org.jspecify.annotations.Nullable;

/** Stands where a span is not recorded. */
final class NoopSpan extends AbstractSpan {
  static final NoopSpan INSTANCE = new NoopSpan();

  private NoopSpan() {}

  @Override
  public int spanId() {
    return -1;
  }

  @Override
  public boolean isRecorded() {
    return false;
  }

  @Override
  public AbstractSpan operation(String operation) {
    return this;
  }

  @Override
  public AbstractSpan component(String name, int id) {
    return this;
  }

  @Override
  public AbstractSpan layer(SpanLayer layer) {
    return this;
  }

  @Override
  public AbstractSpan tag(String key, @Nullable String value) {
    return this;
  }

  @Override
  public AbstractSpan log(String... keysAndValues) {
    return this;
  }

  @Override
  public AbstractSpan addParent(ContextCarrier carrier) {
    return this;
  }

  @Override
  public AbstractSpan error(Throwable cause) {
    return this;
  }

  @Override
  public AbstractSpan errorOccurred() {
    return this;
  }

  @Override
  public AbstractSpan prepareForAsync() {
    return this;
  }

  @Override
  public void asyncFinish() {}
}
