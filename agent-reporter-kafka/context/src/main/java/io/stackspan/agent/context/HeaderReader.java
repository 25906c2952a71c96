package io.stackspan.agent.context;

import org.jspecify.annotations.Nullable;

/** Headers of a request that came in. */
public interface HeaderReader {
  /** Case-insensitive; several values of one name joined by commas; null when absent. */
  @Nullable String header(String name);
}
