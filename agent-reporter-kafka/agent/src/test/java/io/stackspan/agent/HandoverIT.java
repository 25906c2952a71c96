package io.stackspan.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.fixture.ChildJvm;
import io.stackspan.agent.fixture.ChildJvm.Outcome;
import io.stackspan.agent.fixture.EarlyAgent;
import io.stackspan.agent.fixture.HandoverProgram;
import io.stackspan.agent.fixture.SemanticsProgram;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Work handed between threads of a JVM under the agent, on each JDK at hand. */
class HandoverIT {
  @TempDir Path folder;

  static Stream<Path> jdks() throws Exception {
    return ChildJvm.jdks();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void eachTaskSeesTheRequestThatHandedItOver(Path jdk) throws Exception {
    Outcome outcome = new ChildJvm(jdk, folder).run(HandoverProgram.class);

    assertThat(outcome.checks()).isEqualTo(expected("2"));
    assertThat(outcome.output()).doesNotContain("WARN");
  }

  /** JDK 17 has no common pool then and starts a thread for each async stage. */
  @ParameterizedTest
  @MethodSource("jdks")
  void alsoOnOneProcessor(Path jdk) throws Exception {
    Outcome outcome =
        new ChildJvm(jdk, folder).option("-XX:ActiveProcessorCount=1").run(HandoverProgram.class);

    assertThat(outcome.checks()).isEqualTo(expected("2"));
  }

  /** What was loaded before the agent came can get no field; a table does instead. */
  @ParameterizedTest
  @MethodSource("jdks")
  void alsoWhenTheExecutorsWereLoadedBeforeTheAgent(Path jdk) throws Exception {
    Outcome outcome =
        new ChildJvm(jdk, folder)
            .option("-javaagent:" + EarlyAgent.jar(folder))
            .run(HandoverProgram.class);

    assertThat(outcome.checks()).isEqualTo(expected("0"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void executorsBehaveAsWithoutTheAgent(Path jdk) throws Exception {
    Outcome outcome = new ChildJvm(jdk, folder).run(SemanticsProgram.class);

    Map<String, String> checks = new TreeMap<>(outcome.checks());
    assertThat(checks.remove("end")).isEqualTo("reached");
    assertThat(checks.remove("removeAgain")).isEqualTo("false");
    assertThat(checks.remove("comparableTasks")).isEqualTo("[a, b, c]");
    assertThat(checks.remove("castingComparator")).isEqualTo("[x, y]");
    assertThat(checks)
        .hasSize(15)
        .allSatisfy((check, value) -> assertThat(value).isEqualTo("true"));
  }

  private static Map<String, String> expected(String fields) {
    Map<String, String> expected = new TreeMap<>();
    expected.put("fields", fields);
    expected.put("end", "reached");
    for (String carried :
        new String[] {
          "executeLambda",
          "executeClass",
          "submitCallable",
          "invokeAll",
          "invokeAny",
          "completionService",
          "schedule",
          "supplyAsync",
          "supplyAsyncOnPool",
          "forkJoinSubmit"
        }) {
      expected.put(carried, "A");
    }
    for (String carried :
        new String[] {"runAsync", "forkJoinExecute", "forkAndJoin", "parallelStream"}) {
      expected.put(carried, "[A]");
    }
    expected.put("workerBornInRequestThenNone", "A,none");
    expected.put("afterAll", "none");
    expected.put("afterDirtyTask", "none");
    expected.put("afterForkJoin", "none");
    expected.put("sameObjectInAThenBThenNone", "[A, B, none]");
    expected.put("callerRunsTaskAndCaller", "[A, A, own span]");
    expected.put("futureBuiltInAExecutedInB", "B");
    expected.put("queuedOutsideRunDirectlyInA", "none,A");
    expected.put("exception", "of the task,A");
    expected.put("failedStage", "of the stage,A");
    // A periodic task would carry its first caller's trace for ever.
    expected.put("fixedRate", "[none, none, none]");
    expected.put("fixedDelay", "[none, none, none]");
    expected.put("stagesAttachedInACompletedInB", "[A, A, A, A, A, A, A, A]");
    expected.put("stagesAttachedOutsideCompletedInB", "none,none");
    expected.put("completer", "B");
    return expected;
  }
}
