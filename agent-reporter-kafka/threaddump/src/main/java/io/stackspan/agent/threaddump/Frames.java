package io.stackspan.agent.threaddump;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Stacks as lists. */
final class Frames {
  private Frames() {}

  /** The top frames, at most so many; the list is not changed any more. */
  static List<StackTraceElement> top(StackTraceElement[] stack, int max) {
    StackTraceElement[] kept = stack.length <= max ? stack : Arrays.copyOf(stack, max);
    return Collections.unmodifiableList(Arrays.asList(kept));
  }
}
