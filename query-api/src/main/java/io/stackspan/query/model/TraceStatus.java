package io.stackspan.query.model;

import com.fasterxml.jackson.annotation.JsonValue;

/** How much of a trace has come. Written in answers as {@link #toString()} says. */
public enum TraceStatus {
  /** Dumps came, but their segment has not ended. */
  LIVE("live"),
  /** A referred segment or the root has not come. */
  PARTIAL("partial"),
  /** Every referred segment is there. */
  COMPLETE("complete"),
  /** Data came after the trace had been finalised. */
  LATE("late");

  private final String label;

  TraceStatus(String label) {
    this.label = label;
  }

  @Override
  @JsonValue
  public String toString() {
    return label;
  }
}
