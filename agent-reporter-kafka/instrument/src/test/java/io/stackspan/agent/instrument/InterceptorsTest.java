package io.stackspan.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterceptorsTest {
  /** Any class that an application may have. */
  private static final String LIBRARY = "org.h2.util.MathUtils";

  private final AgentCounters counters = new AgentCounters();
  private final List<String> said = new ArrayList<>();
  private final List<LibraryInstrumentation> libraries = LibraryInstrumentation.all();
  private final Interceptors interceptors =
      new Interceptors(getClass().getClassLoader(), counters, said::add);

  @Test
  void everyInstrumentationHasAnIdAndAName() {
    assertThat(libraries).isNotEmpty().hasSizeLessThan(LibraryInstrumentation.MAX);
    assertThat(libraries).extracting(LibraryInstrumentation::name).doesNotHaveDuplicates();
  }

  @Test
  void interceptorLivesBesideItsLibraryAndSharesTheContext() throws Exception {
    ApplicationLoader application = new ApplicationLoader();
    Interceptor interceptor =
        interceptors.interceptorOrNull(id("jdbc-statement"), application.library());

    ClassLoader loader = interceptor.getClass().getClassLoader();
    assertThat(loader).isInstanceOf(InstrumentationLoader.class);
    assertThat(loader.getParent()).isSameAs(application);
    assertThat(loader.loadClass(ContextManager.class.getName())).isSameAs(ContextManager.class);
    assertThat(loader.loadClass(LIBRARY)).isSameAs(application.library());
  }

  @Test
  void interceptorsOfOneApplicationShareTheirLoader() throws Exception {
    ApplicationLoader application = new ApplicationLoader();
    Class<?> library = application.library();

    Interceptor statement = interceptors.interceptorOrNull(id("jdbc-statement"), library);
    Interceptor prepare = interceptors.interceptorOrNull(id("jdbc-prepare"), library);
    Interceptor other =
        interceptors.interceptorOrNull(id("jdbc-prepare"), new ApplicationLoader().library());

    assertThat(prepare.getClass().getClassLoader()).isSameAs(statement.getClass().getClassLoader());
    assertThat(other.getClass()).isNotSameAs(prepare.getClass());
  }

  @Test
  void applicationLoaderIsFreedWithItsInterceptors() throws Exception {
    WeakReference<ClassLoader> application = useAndForget();

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (application.get() != null && System.nanoTime() < deadline) {
      System.gc();
    }
    assertThat(application.get()).isNull();
  }

  @Test
  void missingLibraryTurnsTheInstrumentationOffAndIsSaidOnce() throws Exception {
    Class<?> library = new ApplicationLoader().library();
    Interceptors withoutFiles =
        new Interceptors(ClassLoader.getPlatformClassLoader(), counters, said::add);

    assertThat(withoutFiles.interceptorOrNull(id("tomcat"), library)).isNull();
    assertThat(withoutFiles.interceptorOrNull(id("tomcat"), library)).isNull();

    assertThat(counters.value("interceptors.off", "tomcat")).isEqualTo(2);
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).contains("tomcat is off");
  }

  @Test
  void failuresAreCountedAndTheFirstIsSaid() {
    interceptors.failed(id("tomcat"), new IllegalStateException("one"));
    interceptors.failed(id("tomcat"), new IllegalStateException("two"));
    interceptors.failed(id("tomcat"), new NoSuchMethodError("other version"));

    assertThat(counters.value("interceptors.failed", "tomcat")).isEqualTo(2);
    assertThat(counters.value("interceptors.off", "tomcat")).isOne();
    assertThat(said).hasSize(2);
    assertThat(said.get(0)).contains("one");
  }

  private WeakReference<ClassLoader> useAndForget() throws Exception {
    ApplicationLoader application = new ApplicationLoader();
    assertThat(interceptors.interceptorOrNull(id("jdbc-statement"), application.library()))
        .isNotNull();
    return new WeakReference<>(application);
  }

  private int id(String name) {
    for (int id = 0; id < libraries.size(); id++) {
      if (libraries.get(id).name().equals(name)) {
        return id;
      }
    }
    throw new AssertionError(name);
  }

  /** An application server's loader of one application: has its own copy of the library. */
  private static final class ApplicationLoader extends ClassLoader {
    ApplicationLoader() {
      super(InterceptorsTest.class.getClassLoader());
    }

    Class<?> library() throws ClassNotFoundException {
      return loadClass(LIBRARY);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(LIBRARY)) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
