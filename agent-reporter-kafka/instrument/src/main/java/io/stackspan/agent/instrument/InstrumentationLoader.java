package io.stackspan.agent.instrument;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Defines the interceptors of one application loader, so that they see its library and the agent's
 * bootstrap classes, and nothing else of the agent. It is reachable only through the classes it
 * serves, and goes with them.
 */
final class InstrumentationLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String OURS = "io.stackspan.agent.";
  private static final String INTERCEPTORS = OURS + "instrument.";
  private static final String BOOTSTRAP = INTERCEPTORS + "bootstrap.";

  private final ClassLoader agentLoader;

  /**
   * @param library loader of the instrumented classes; null: the JDK's
   */
  InstrumentationLoader(@Nullable ClassLoader library, ClassLoader agentLoader) {
    super(
        "stackspan-instrumentation",
        library == null ? ClassLoader.getPlatformClassLoader() : library);
    this.agentLoader = agentLoader;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    if (!name.startsWith(INTERCEPTORS) || name.startsWith(BOOTSTRAP)) {
      // Not by way of the application: its loader may hide what it does not know.
      return Class.forName(name, false, agentLoader);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known != null ? known : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = agentLoader.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
