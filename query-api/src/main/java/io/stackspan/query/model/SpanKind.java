package io.stackspan.query.model;

import com.fasterxml.jackson.annotation.JsonValue;

/** Which side of a call a span is. Written in answers as {@link #toString()} says. */
public enum SpanKind {
  /** A request came in. */
  ENTRY("entry"),
  /** A request went out. */
  EXIT("exit"),
  /** Work inside the service. */
  LOCAL("local");

  private final String label;

  SpanKind(String label) {
    this.label = label;
  }

  @Override
  @JsonValue
  public String toString() {
    return label;
  }
}
