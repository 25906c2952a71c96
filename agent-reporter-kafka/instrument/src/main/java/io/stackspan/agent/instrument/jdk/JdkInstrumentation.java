package io.stackspan.agent.instrument.jdk;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.instrument.bootstrap.ExecutorHooks;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the hooks into the JDK's executors. All patched classes are loaded here and now: one that
 * were loaded for the first time inside another transformation would escape.
 */
public final class JdkInstrumentation {
  private JdkInstrumentation() {}

  /**
   * Called once, before the application's main.
   *
   * @throws IOException the agent's own class files cannot be read
   */
  public static void install(Instrumentation instrumentation, AgentCounters counters)
      throws IOException {
    ExecutorHooks.warmUp();
    warmUp(counters);
    Map<String, Class<?>> loaded = loadedByBootstrap(instrumentation);
    boolean futureTaskField = !loaded.containsKey(ExecutorPatches.FUTURE_TASK);
    boolean forkJoinTaskField = !loaded.containsKey(ExecutorPatches.FORK_JOIN_TASK);
    counters.count("hooks.state", futureTaskField ? "FutureTask.field" : "FutureTask.table");
    counters.count("hooks.state", forkJoinTaskField ? "ForkJoinTask.field" : "ForkJoinTask.table");
    Map<String, ClassPatch> patches =
        new TreeMap<>(ExecutorPatches.all(futureTaskField, forkJoinTaskField));
    instrumentation.addTransformer(new JdkTransformer(patches, counters), true);
    load(ExecutorPatches.TASK_CONTEXTS, counters);
    for (String name : patches.keySet()) {
      Class<?> early = loaded.get(name);
      if (early == null) {
        load(name, counters);
      } else {
        retransform(instrumentation, early, counters);
      }
    }
  }

  /** Has ASM and the patches load their own classes while nothing depends on it yet. */
  private static void warmUp(AgentCounters counters) throws IOException {
    String name = JdkInstrumentation.class.getName().replace('.', '/');
    ClassLoader loader = JdkInstrumentation.class.getClassLoader();
    try (InputStream in = loader == null ? null : loader.getResourceAsStream(name + ".class")) {
      if (in == null) {
        throw new IOException("not found: " + name);
      }
      Hook plain = Hook.plain("outside");
      new JdkTransformer(Map.of(), new AgentCounters())
          .patch(
              name,
              ClassPatch.of(
                      MethodPatch.around("install", plain),
                      MethodPatch.around("loadedByBootstrap", plain),
                      MethodPatch.atStart("load", plain),
                      MethodPatch.atReturn("load", plain),
                      MethodPatch.atResult("loadedByBootstrap", plain, "Ljava/lang/Object;"),
                      MethodPatch.insteadOfRun("retransform", plain),
                      MethodPatch.fieldAccess("load", "java/lang/String", "any"))
                  .withField("any"),
              in.readAllBytes());
    }
    counters.add("hooks.failed", "", 0);
  }

  private static Map<String, Class<?>> loadedByBootstrap(Instrumentation instrumentation) {
    Map<String, Class<?>> loaded = new HashMap<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == null) {
        loaded.put(type.getName().replace('.', '/'), type);
      }
    }
    return loaded;
  }

  private static void load(String internalName, AgentCounters counters) {
    try {
      Class.forName(internalName.replace('/', '.'), false, null);
    } catch (ClassNotFoundException e) {
      counters.count("hooks.missing", internalName);
    }
  }

  private static void retransform(
      Instrumentation instrumentation, @Nullable Class<?> type, AgentCounters counters) {
    try {
      // One at a time: one refusal must not lose the rest.
      instrumentation.retransformClasses(type);
    } catch (Exception | LinkageError e) {
      counters.count("hooks.failed", type == null ? "" : type.getName());
    }
  }
}
