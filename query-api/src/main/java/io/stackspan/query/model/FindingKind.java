package io.stackspan.query.model;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why a span took its time. Written in answers as {@link #toString()} says. */
public enum FindingKind {
  /** Another thread held a lock. */
  LOCK_CONTENTION("lockContention"),
  /** The thread read from or wrote to a socket or file. */
  IO_WAIT("ioWait"),
  /** The thread slept. */
  SLEEP("sleep"),
  /** The thread ran in one place. */
  HOT_METHOD("hotMethod"),
  /** The thread waited for the other side of an exit span. */
  OTHER_SERVICE("otherService"),
  /** The thread waited for something without a known owner. */
  WAITING("waiting");

  private final String label;

  FindingKind(String label) {
    this.label = label;
  }

  @Override
  @JsonValue
  public String toString() {
    return label;
  }
}
