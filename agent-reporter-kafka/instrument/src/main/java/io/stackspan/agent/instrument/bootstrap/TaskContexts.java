package io.stackspan.agent.instrument.bootstrap;

import io.stackspan.agent.context.Handover;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The context that was captured for one of the JDK's own task objects.
 *
 * <p>As written here it lies in a table beside the tasks, and {@link Handover#NONE} is not stored:
 * null then means "none". When the agent came before the JDK's class was loaded, it gave that class
 * a field, and the transformer replaces the four bodies below by a plain access to it.
 */
final class TaskContexts {
  private static final WeakIdentityTable TABLE = new WeakIdentityTable(65_536);

  private TaskContexts() {}

  static @Nullable Object get(FutureTask<?> task) {
    return TABLE.get(task);
  }

  static void set(FutureTask<?> task, @Nullable Object captured) {
    store(task, captured);
  }

  static @Nullable Object get(ForkJoinTask<?> task) {
    return TABLE.get(task);
  }

  static void set(ForkJoinTask<?> task, @Nullable Object captured) {
    store(task, captured);
  }

  private static void store(Object task, @Nullable Object captured) {
    if (captured == null || captured == Handover.NONE) {
      TABLE.remove(task);
    } else {
      TABLE.put(task, captured);
    }
  }
}
