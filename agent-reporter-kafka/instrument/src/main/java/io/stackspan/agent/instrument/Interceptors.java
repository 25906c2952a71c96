package io.stackspan.agent.instrument;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import io.stackspan.agent.instrument.bootstrap.InterceptorSource;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the interceptors, one of each kind per application loader, and keeps count of their
 * failures: {@code interceptors.failed} and {@code interceptors.off} by instrumentation. Each is
 * said once.
 */
final class Interceptors implements InterceptorSource {
  private final ClassLoader agentLoader;
  private final AgentCounters counters;
  private final Consumer<String> warn;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /** Weak on both sides: the interceptors of a loader are held by its own classes alone. */
  private final Map<ClassLoader, WeakReference<InstrumentationLoader>> loaders =
      new WeakHashMap<>();

  /** The interceptors of the JDK's own modules, which never go. */
  private final InstrumentationLoader platform;

  Interceptors(ClassLoader agentLoader, AgentCounters counters, Consumer<String> warn) {
    this.agentLoader = agentLoader;
    this.counters = counters;
    this.warn = warn;
    this.platform = new InstrumentationLoader(null, agentLoader);
  }

  @Override
  public @Nullable Interceptor interceptorOrNull(int id, Class<?> instrumented) {
    LibraryInstrumentation instrumentation = LibraryInstrumentation.all().get(id);
    try {
      return loader(instrumented.getClassLoader())
          .loadClass(instrumentation.interceptor())
          .asSubclass(Interceptor.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      off(instrumentation, e);
      return null;
    }
  }

  @Override
  public void failed(int id, Throwable failure) {
    LibraryInstrumentation instrumentation = LibraryInstrumentation.all().get(id);
    if (failure instanceof LinkageError) {
      off(instrumentation, failure);
      return;
    }
    counters.count("interceptors.failed", instrumentation.name());
    if (said.add("failed " + instrumentation.name())) {
      warn.accept("instrumentation " + instrumentation.name() + " failed: " + failure);
    }
  }

  /** A class could not be changed. */
  void notWoven(String className, Throwable failure) {
    counters.count("interceptors.failed", "weaving");
    if (said.add("weaving")) {
      warn.accept("calls of " + className + " are not traced: " + failure);
    }
  }

  private void off(LibraryInstrumentation instrumentation, Throwable failure) {
    counters.count("interceptors.off", instrumentation.name());
    if (said.add("off " + instrumentation.name())) {
      warn.accept(
          "instrumentation "
              + instrumentation.name()
              + " is off, the library's version does not fit: "
              + failure);
    }
  }

  private InstrumentationLoader loader(@Nullable ClassLoader library) {
    if (library == null || library == ClassLoader.getPlatformClassLoader()) {
      return platform;
    }
    synchronized (loaders) {
      WeakReference<InstrumentationLoader> known = loaders.get(library);
      InstrumentationLoader loader = known == null ? null : known.get();
      if (loader == null) {
        loader = new InstrumentationLoader(library, agentLoader);
        loaders.put(library, new WeakReference<>(loader));
      }
      return loader;
    }
  }
}
