package io.stackspan.index;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Closes what was started, in reverse order, all of it even if one fails. Any thread. */
final class CloseStack {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean closed;

  /**
   * @throws IllegalStateException after {@link #closeAll}; the part is closed
   */
  synchronized <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    if (closed) {
      IllegalStateException late = new IllegalStateException("stopped while starting");
      Exception failure = closeAll();
      if (failure != null) {
        late.addSuppressed(failure);
      }
      throw late;
    }
    return part;
  }

  /** Null when all went well; else the first failure with the others suppressed. */
  synchronized @Nullable Exception closeAll() {
    closed = true;
    Exception first = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    return first;
  }
}
