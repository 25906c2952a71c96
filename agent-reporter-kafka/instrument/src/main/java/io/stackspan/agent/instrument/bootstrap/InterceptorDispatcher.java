package io.stackspan.agent.instrument.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * What advice in library classes calls. Finds the interceptor of the instrumented class (kept with
 * that class, so that it goes when the application's loader goes) and lets nothing out that an
 * interceptor throws.
 */
public final class InterceptorDispatcher {
  private static volatile @Nullable InterceptorSource source;
  private static volatile Bindings[] bindings = new Bindings[0];

  private InterceptorDispatcher() {}

  /**
   * Called once, when the agent starts; null takes the interceptors out (tests).
   *
   * @param count ids are 0 to count - 1
   */
  public static void install(@Nullable InterceptorSource newSource, int count) {
    Bindings[] created = new Bindings[count];
    for (int id = 0; id < count; id++) {
      created[id] = new Bindings(id);
    }
    source = newSource;
    bindings = created;
  }

  /**
   * @return for {@link #after}; null: nothing to do there
   */
  public static @Nullable Object before(
      int id, Class<?> instrumented, String method, Object self, @Nullable Object[] arguments) {
    Binding binding = binding(id, instrumented);
    Interceptor interceptor = binding == null ? null : binding.interceptor;
    if (binding == null || interceptor == null) {
      return null;
    }
    try {
      return interceptor.before(method, self, arguments);
    } catch (Throwable e) {
      failed(id, binding, e);
      return null;
    }
  }

  /**
   * @param token what {@link #before} gave; null does nothing
   */
  public static void after(
      int id,
      Class<?> instrumented,
      @Nullable Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    Binding binding = token == null ? null : binding(id, instrumented);
    Interceptor interceptor = binding == null ? null : binding.interceptor;
    if (token == null || binding == null || interceptor == null) {
      return;
    }
    try {
      interceptor.after(token, self, arguments, result, thrown);
    } catch (Throwable e) {
      failed(id, binding, e);
    }
  }

  private static @Nullable Binding binding(int id, Class<?> instrumented) {
    try {
      Bindings[] current = bindings;
      return id < current.length ? current[id].get(instrumented) : null;
    } catch (Throwable e) {
      return null;
    }
  }

  private static void failed(int id, Binding binding, Throwable failure) {
    if (failure instanceof LinkageError) {
      // Another version of the library: it would fail at every call.
      binding.interceptor = null;
    }
    InterceptorSource current = source;
    if (current != null) {
      try {
        current.failed(id, failure);
      } catch (Throwable e) {
        // Nobody left to tell.
      }
    }
  }

  /** The interceptor of one instrumented class. */
  private static final class Binding {
    volatile @Nullable Interceptor interceptor;

    Binding(@Nullable Interceptor interceptor) {
      this.interceptor = interceptor;
    }
  }

  /** Interceptors of one id by instrumented class. */
  private static final class Bindings extends ClassValue<Binding> {
    private final int id;

    Bindings(int id) {
      this.id = id;
    }

    @Override
    protected Binding computeValue(Class<?> instrumented) {
      InterceptorSource current = source;
      return new Binding(current == null ? null : current.interceptorOrNull(id, instrumented));
    }
  }
}
