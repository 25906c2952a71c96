package io.stackspan.agent.instrument.toolkit;

import org.jspecify.annotations.Nullable;

/** One step of a value path. Any thread. */
interface Step {
  /** Null: there is nothing. May throw what the application's code throws. */
  @Nullable Object read(Object target) throws Exception;
}
