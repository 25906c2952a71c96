package io.stackspan.query.model;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a span talks to. Written in answers as {@link #toString()} says. */
public enum SpanLayer {
  /** Not stated. */
  UNKNOWN("unknown"),
  /** A database. */
  DATABASE("database"),
  /** A remote procedure. */
  RPC("rpc"),
  /** HTTP. */
  HTTP("http"),
  /** A message queue. */
  MQ("mq"),
  /** A cache. */
  CACHE("cache"),
  /** A function. */
  FAAS("faas");

  private final String label;

  SpanLayer(String label) {
    this.label = label;
  }

  @Override
  @JsonValue
  public String toString() {
    return label;
  }
}
