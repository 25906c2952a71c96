package io.stackspan.agent.instrument.toolkit;

import java.lang.reflect.Array;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An element of a list or an array. */
final class IndexStep implements Step {
  private final int index;

  IndexStep(int index) {
    this.index = index;
  }

  @Override
  public @Nullable Object read(Object target) {
    if (target instanceof List) {
      List<?> list = (List<?>) target;
      return index < list.size() ? list.get(index) : null;
    }
    return target.getClass().isArray() && index < Array.getLength(target)
        ? Array.get(target, index)
        : null;
  }
}
