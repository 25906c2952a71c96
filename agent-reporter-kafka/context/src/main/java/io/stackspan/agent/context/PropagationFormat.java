package io.stackspan.agent.context;

/** One way to write a trace into headers. Stateless. */
interface PropagationFormat {
  /** The name in the setting {@code stackspan.propagation}. */
  String name();

  /**
   * Fills what the carrier does not know yet. Malformed headers are counted and leave the carrier
   * as it was.
   */
  void extract(HeaderReader headers, ContextCarrier carrier, AgentCounters counters);

  void inject(ContextCarrier carrier, HeaderWriter headers);
}
