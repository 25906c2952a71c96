package io.stackspan.agent.context;

/** What kind of technology a span crosses; the order is that of the wire. */
public enum SpanLayer {
  UNKNOWN,
  DATABASE,
  RPC,
  HTTP,
  MQ,
  CACHE,
  FAAS
}
