package io.stackspan.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.fixture.ChildJvm;
import io.stackspan.agent.fixture.ChildJvm.Outcome;
import io.stackspan.agent.fixture.StartProgram;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application starts and runs under the agent as it does without, on each JDK at hand. */
class StartIT {
  private static final Map<String, String> UNDISTURBED =
      Map.of("logManager", "true", "mbeanServer", "true", "visible", "nothing", "served", "50");

  @TempDir Path folder;

  static Stream<Path> jdks() throws Exception {
    return ChildJvm.jdks();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void nothingOfTheAgentIsSeenByTheApplication(Path jdk) throws Exception {
    Outcome outcome = new ChildJvm(jdk, folder).run(StartProgram.class);

    assertThat(outcome.checks()).isEqualTo(UNDISTURBED);
    assertThat(outcome.output()).doesNotContain("WARN");
    assertThat(outcome.segments()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void wrongKeysAreOneWarning(Path jdk) throws Exception {
    Outcome outcome =
        new ChildJvm(jdk, folder)
            .option("-Dstackspan.service.nmae=x")
            .option("-Dstackspan.dump.max-watched=lots")
            .run(StartProgram.class);

    assertThat(outcome.checks()).isEqualTo(UNDISTURBED);
    assertThat(outcome.output().lines().filter(line -> line.contains("WARN")))
        .singleElement()
        .asString()
        .contains("'stackspan.service.nmae'", "nearest known key is stackspan.service.name")
        .contains("'lots' is not a whole number");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void withoutKafkaTheApplicationRunsAndOneWarningSaysSo(Path jdk) throws Exception {
    Outcome outcome =
        new ChildJvm(jdk, folder)
            .agentArguments("report.file=,kafka.bootstrap-servers=127.0.0.1:1")
            .run(StartProgram.class);

    assertThat(outcome.checks()).isEqualTo(UNDISTURBED);
    assertThat(outcome.output().lines().filter(line -> line.contains("WARN")))
        .singleElement()
        .asString()
        .contains("127.0.0.1:1");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void switchedOffItDoesNothing(Path jdk) throws Exception {
    Outcome outcome =
        new ChildJvm(jdk, folder).agentArguments("agent.enabled=false").run(StartProgram.class);

    assertThat(outcome.checks()).isEqualTo(UNDISTURBED);
    assertThat(outcome.segments()).isEmpty();
  }
}
