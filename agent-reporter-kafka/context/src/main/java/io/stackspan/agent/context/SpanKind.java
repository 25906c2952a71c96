package io.stackspan.agent.context;

/** Which side of the service a span is on. */
public enum SpanKind {
  /** Work begun by a request from outside. */
  ENTRY,
  /** A call to another process. */
  EXIT,
  /** A piece of work inside. */
  LOCAL
}
