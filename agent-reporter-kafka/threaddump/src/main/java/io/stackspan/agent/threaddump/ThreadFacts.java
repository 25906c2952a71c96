package io.stackspan.agent.threaddump;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What newer JDKs know of a thread, for code that is compiled for Java 11. */
final class ThreadFacts {
  /** Null before Java 19. */
  private static final @Nullable MethodHandle IS_VIRTUAL = find("isVirtual", boolean.class);

  /** Null before Java 19. */
  private static final @Nullable MethodHandle THREAD_ID = find("threadId", long.class);

  private ThreadFacts() {}

  static boolean isVirtual(Thread thread) {
    try {
      return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(thread);
    } catch (Throwable e) {
      return false;
    }
  }

  /** Not {@code getId} where it can be avoided: subclasses may override that one. */
  @SuppressWarnings("deprecation")
  static long id(Thread thread) {
    if (THREAD_ID != null) {
      try {
        return (long) THREAD_ID.invokeExact(thread);
      } catch (Throwable e) {
        return thread.getId();
      }
    }
    return thread.getId();
  }

  private static @Nullable MethodHandle find(String name, Class<?> returnType) {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, name, MethodType.methodType(returnType));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
