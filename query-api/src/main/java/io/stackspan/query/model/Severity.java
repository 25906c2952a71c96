package io.stackspan.query.model;

import com.fasterxml.jackson.annotation.JsonValue;

/** How much of its span a finding explains. Written in answers as {@link #toString()} says. */
public enum Severity {
  /** Half or more. */
  HIGH("high"),
  /** A fifth or more. */
  MEDIUM("medium"),
  /** Less. */
  LOW("low");

  private final String label;

  Severity(String label) {
    this.label = label;
  }

  @Override
  @JsonValue
  public String toString() {
    return label;
  }
}
