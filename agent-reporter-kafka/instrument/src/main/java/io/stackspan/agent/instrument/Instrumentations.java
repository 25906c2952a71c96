package io.stackspan.agent.instrument;

import static java.util.Objects.requireNonNull;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.instrument.bootstrap.InterceptorDispatcher;
import io.stackspan.agent.instrument.jdk.JdkInstrumentation;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;

/** Puts all instrumentations in place; called once by the agent, before the application's main. */
public final class Instrumentations {
  private Instrumentations() {}

  /**
   * Returns with the JDK's executors patched; libraries follow as they are loaded.
   *
   * @param warn takes one line about what cannot be traced; called rarely, by any thread
   * @throws IOException the agent's own class files cannot be read; nothing is instrumented
   */
  public static void install(
      Instrumentation instrumentation, AgentCounters counters, Consumer<String> warn)
      throws IOException {
    JdkInstrumentation.install(instrumentation, counters);
    ClassLoader agentLoader =
        requireNonNull(Instrumentations.class.getClassLoader(), "the agent's loader");
    Interceptors interceptors = new Interceptors(agentLoader, counters, warn);
    InterceptorDispatcher.install(interceptors, LibraryInstrumentation.MAX);
    instrumentation.addTransformer(new LibraryTransformer(interceptors::notWoven), false);
  }
}
