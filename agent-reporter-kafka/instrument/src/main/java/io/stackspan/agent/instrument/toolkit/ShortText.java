package io.stackspan.agent.instrument.toolkit;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;

/** Text of a value; of a collection or an array, the first elements. */
final class ShortText {
  private static final int MAX_ELEMENTS = 16;

  private ShortText() {}

  /** Throws what the value's {@code toString} throws. */
  static String of(Object value) {
    if (value instanceof Collection) {
      Collection<?> all = (Collection<?>) value;
      return all.size() <= MAX_ELEMENTS ? all.toString() : first(all.iterator());
    }
    if (value.getClass().isArray()) {
      Object[] first = new Object[Math.min(Array.getLength(value), MAX_ELEMENTS + 1)];
      for (int i = 0; i < first.length; i++) {
        first[i] = Array.get(value, i);
      }
      return first.length <= MAX_ELEMENTS
          ? Arrays.toString(first)
          : first(Arrays.asList(first).iterator());
    }
    return value.toString();
  }

  private static String first(Iterator<?> elements) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < MAX_ELEMENTS && elements.hasNext(); i++) {
      text.append(elements.next()).append(", ");
    }
    return text.append("…]").toString();
  }
}
