package io.stackspan.query.model;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How a parent span in another segment was reached. Written in answers as {@link #toString()} says.
 */
public enum ReferenceType {
  /** Another process. */
  PROCESS("process"),
  /** Another thread of the same process. */
  THREAD("thread");

  private final String label;

  ReferenceType(String label) {
    this.label = label;
  }

  @Override
  @JsonValue
  public String toString() {
    return label;
  }
}
