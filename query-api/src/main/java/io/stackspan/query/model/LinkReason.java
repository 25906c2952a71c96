package io.stackspan.query.model;

import com.fasterxml.jackson.annotation.JsonValue;

/** How it is known to which span a dump belongs. Written in answers as {@link #toString()} says. */
public enum LinkReason {
  /** The agent noted the innermost open span. */
  OPEN_SPAN("openSpan"),
  /** The interval of a span on that thread holds the dump's time. */
  TIME_WINDOW("timeWindow"),
  /** Only the segment is known. */
  SEGMENT("segment"),
  /** Nothing fits. */
  UNLINKED("unlinked");

  private final String label;

  LinkReason(String label) {
    this.label = label;
  }

  @Override
  @JsonValue
  public String toString() {
    return label;
  }
}
