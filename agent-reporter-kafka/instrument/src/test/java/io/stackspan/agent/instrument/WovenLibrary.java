package io.stackspan.agent.instrument;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.instrument.bootstrap.InterceptorDispatcher;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * Loads a library of the class path once more, with the agent's advice in its classes: what the JVM
 * does for a {@code -javaagent}.
 */
public final class WovenLibrary extends ClassLoader implements AutoCloseable {
  private final String prefix;
  private final AgentCounters counters = new AgentCounters();
  private final LibraryTransformer transformer;

  /**
   * @param prefix of the names of the library's classes
   */
  public WovenLibrary(String prefix) {
    super(WovenLibrary.class.getClassLoader());
    this.prefix = prefix;
    Interceptors interceptors =
        new Interceptors(WovenLibrary.class.getClassLoader(), counters, said -> {});
    InterceptorDispatcher.install(interceptors, LibraryInstrumentation.MAX);
    transformer = new LibraryTransformer(interceptors::notWoven);
  }

  /** Counters of failures; empty when all went well. */
  public Map<String, Long> failures() {
    return new TreeMap<>(counters.snapshot());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(prefix)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known != null ? known : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/');
    try (InputStream in = getParent().getResourceAsStream(file + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      byte[] woven = transformer.transform(this, file, null, null, bytes);
      byte[] used = woven == null ? bytes : woven;
      return defineClass(name, used, 0, used.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public void close() {
    InterceptorDispatcher.install(null, 0);
  }
}
