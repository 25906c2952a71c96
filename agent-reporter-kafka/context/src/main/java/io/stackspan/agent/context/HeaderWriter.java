package io.stackspan.agent.context;

/** Headers of a request that goes out. */
public interface HeaderWriter {
  /** Replaces earlier values of the same name. */
  void header(String name, String value);
}
