package io.stackspan.agent.instrument.jdk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which methods of the JDK's executors call which hook. Names are those of JDK 11 to 25; a method
 * that a JDK does not have is simply not patched.
 */
final class ExecutorPatches {
  static final String FUTURE_TASK = "java/util/concurrent/FutureTask";
  static final String FORK_JOIN_TASK = "java/util/concurrent/ForkJoinTask";
  static final String TASK_CONTEXTS = "io/stackspan/agent/instrument/bootstrap/TaskContexts";

  /** The added field. The name must not meet that of another agent. */
  static final String FIELD = "stackspan$captured";

  private static final String CONCURRENT = "java/util/concurrent/";
  private static final String STAGES = CONCURRENT + "CompletableFuture$";
  private static final String RUNNABLE = "Ljava/lang/Runnable;";
  private static final String FUTURE_TYPE = "L" + FUTURE_TASK + ";";
  private static final String FORK_JOIN_TYPE = "L" + FORK_JOIN_TASK + ";";

  /** Stages that run the user's function, or pass a result on to those that do. */
  private static final List<String> FIRING =
      List.of(
          "UniApply",
          "UniAccept",
          "UniRun",
          "UniWhenComplete",
          "UniHandle",
          "UniExceptionally",
          "UniComposeExceptionally",
          "UniRelay",
          "UniCompose",
          "BiApply",
          "BiAccept",
          "BiRun",
          "BiRelay",
          "OrApply",
          "OrAccept",
          "OrRun");

  private ExecutorPatches() {}

  /**
   * Patches by internal name of the class.
   *
   * @param futureTaskField whether {@code FutureTask} may get the field
   * @param forkJoinTaskField whether {@code ForkJoinTask} may get the field
   */
  static Map<String, ClassPatch> all(boolean futureTaskField, boolean forkJoinTaskField) {
    Map<String, ClassPatch> patches = new HashMap<>();
    ClassPatch futureTask = futureTask();
    patches.put(FUTURE_TASK, futureTaskField ? futureTask.withField(FIELD) : futureTask);
    ClassPatch forkJoinTask = forkJoinTask();
    patches.put(FORK_JOIN_TASK, forkJoinTaskField ? forkJoinTask.withField(FIELD) : forkJoinTask);
    patches.put(CONCURRENT + "ForkJoinPool", forkJoinPool());
    patches.put(CONCURRENT + "ThreadPoolExecutor", threadPoolExecutor());
    patches.put(CONCURRENT + "ScheduledThreadPoolExecutor", periodic());
    completableFuture(patches);
    List<MethodPatch> accessors = new ArrayList<>();
    if (futureTaskField) {
      accessors.addAll(accessors(FUTURE_TASK));
    }
    if (forkJoinTaskField) {
      accessors.addAll(accessors(FORK_JOIN_TASK));
    }
    patches.put(TASK_CONTEXTS, ClassPatch.of(accessors.toArray(new MethodPatch[0])));
    return patches;
  }

  private static List<MethodPatch> accessors(String owner) {
    return List.of(
        MethodPatch.fieldAccess("get", owner, FIELD), MethodPatch.fieldAccess("set", owner, FIELD));
  }

  private static ClassPatch threadPoolExecutor() {
    return ClassPatch.of(
        MethodPatch.atStart("execute", Hook.ofArgument("submitted", RUNNABLE)),
        MethodPatch.insteadOfRun("runWorker", Hook.plain("run")),
        MethodPatch.around("reject", Hook.ofArgument("rejecting", RUNNABLE)),
        MethodPatch.atResult("remove", Hook.ofArgument("removed", RUNNABLE), "Z"),
        MethodPatch.atResult("drainQueue", Hook.plain("drained"), "Ljava/util/List;"),
        MethodPatch.around("addWorker", Hook.plain("outside")));
  }

  private static ClassPatch periodic() {
    return ClassPatch.of(
        MethodPatch.around("scheduleAtFixedRate", Hook.plain("outside")),
        MethodPatch.around("scheduleWithFixedDelay", Hook.plain("outside")));
  }

  private static ClassPatch futureTask() {
    return ClassPatch.of(
        MethodPatch.atReturn("<init>", Hook.ofSelf("created", FUTURE_TYPE)),
        MethodPatch.around("run", Hook.ofSelf("running", FUTURE_TYPE)),
        MethodPatch.around("runAndReset", Hook.ofSelf("running", FUTURE_TYPE)),
        MethodPatch.atStart("finishCompletion", Hook.ofSelf("finished", FUTURE_TYPE)));
  }

  private static ClassPatch forkJoinTask() {
    return ClassPatch.of(
        MethodPatch.atStart("fork", Hook.ofSelf("forked", FORK_JOIN_TYPE)),
        MethodPatch.around("doExec", Hook.ofSelf("executing", FORK_JOIN_TYPE)));
  }

  /** {@code externalPush} up to 18, {@code poolSubmit} from 19, schedules from 25. */
  private static ClassPatch forkJoinPool() {
    Hook forked = Hook.ofArgument("forked", FORK_JOIN_TYPE);
    return ClassPatch.of(
        MethodPatch.atStart("externalPush", forked),
        MethodPatch.atStart("externalSubmit", forked),
        MethodPatch.atStart("poolSubmit", forked),
        MethodPatch.atStart("scheduleDelayedTask", forked),
        MethodPatch.around("scheduleAtFixedRate", Hook.plain("outside")),
        MethodPatch.around("scheduleWithFixedDelay", Hook.plain("outside")));
  }

  private static void completableFuture(Map<String, ClassPatch> patches) {
    Hook created = Hook.ofSelf("created", FORK_JOIN_TYPE);
    Hook running = Hook.ofSelf("running", FORK_JOIN_TYPE);
    ClassPatch async =
        ClassPatch.of(MethodPatch.atReturn("<init>", created), MethodPatch.around("run", running));
    patches.put(STAGES + "AsyncRun", async);
    patches.put(STAGES + "AsyncSupply", async);
    patches.put(STAGES + "UniCompletion", ClassPatch.of(MethodPatch.atReturn("<init>", created)));
    for (String stage : FIRING) {
      patches.put(STAGES + stage, ClassPatch.of(MethodPatch.around("tryFire", running)));
    }
  }
}
