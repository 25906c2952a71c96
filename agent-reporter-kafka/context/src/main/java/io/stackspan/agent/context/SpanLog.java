package io.stackspan.agent.context;

/** Something noted on a span: an instant and alternating keys and values. Immutable. */
public final class SpanLog {
  private final long timeMicros;
  private final String[] keysAndValues;

  SpanLog(long timeMicros, String... keysAndValues) {
    this.timeMicros = timeMicros;
    this.keysAndValues = keysAndValues;
  }

  /** Microseconds since the epoch. */
  public long timeMicros() {
    return timeMicros;
  }

  /** key, value, key, value, … */
  public String[] keysAndValues() {
    return keysAndValues.clone();
  }
}
