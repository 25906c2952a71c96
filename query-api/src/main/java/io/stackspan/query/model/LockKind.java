package io.stackspan.query.model;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a thread waits for. Written in answers as {@link #toString()} says. */
public enum LockKind {
  /** A monitor, to enter it or to be notified. */
  MONITOR("monitor"),
  /** LockSupport.park. */
  PARK("park"),
  /** Thread.sleep. */
  SLEEP("sleep"),
  /** The end of a thread. */
  JOIN("join"),
  /** Input or output. */
  IO("io"),
  /** Not stated. */
  UNKNOWN("unknown");

  private final String label;

  LockKind(String label) {
    this.label = label;
  }

  @Override
  @JsonValue
  public String toString() {
    return label;
  }
}
