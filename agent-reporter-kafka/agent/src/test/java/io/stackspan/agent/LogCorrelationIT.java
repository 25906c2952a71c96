package io.stackspan.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.fixture.ChildJvm;
import io.stackspan.agent.fixture.ChildJvm.Outcome;
import io.stackspan.shop.Log4jProgram;
import io.stackspan.shop.LogbackProgram;
import io.stackspan.toolkit.CurrentSpan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code %X{traceId}} in patterns of logging libraries, old and new. */
class LogCorrelationIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"logback-1.2.13", "logback-1.5.18", "logback-newest"})
  void logbackHasTheTraceId(String libraries) throws Exception {
    Outcome outcome =
        program(libraries)
            .option("-Dlogback.configurationFile=shop-logback.xml")
            .run(LogbackProgram.class);

    linesHaveTheirTrace(outcome);
  }

  /** Log4j keeps its context in three kinds of maps, each with a way of its own into an event. */
  @ParameterizedTest
  @CsvSource({
    "log4j-2.7, -Dlog4j2.enable.threadlocals=true",
    "log4j-2.7, -Dlog4j2.enable.threadlocals=false",
    "log4j-2.7, -Dlog4j2.garbagefree.threadContextMap=true",
    "log4j-newest, -Dlog4j2.enable.threadlocals=true",
    "log4j-newest, -Dlog4j2.enable.threadlocals=false",
    "log4j-newest, -Dlog4j2.garbagefree.threadContextMap=true"
  })
  void log4jHasTheTraceId(String libraries, String kind) throws Exception {
    Outcome outcome =
        program(libraries)
            .option("-Dlog4j.configurationFile=shop-log4j2.xml")
            .option(kind)
            .run(Log4jProgram.class);

    linesHaveTheirTrace(outcome);
  }

  private ChildJvm program(String libraries) throws Exception {
    return new ChildJvm(ChildJvm.jdks().findFirst().orElseThrow(), folder)
        .with(CurrentSpan.class)
        .withJars(Path.of("target", "libraries", libraries));
  }

  private static void linesHaveTheirTrace(Outcome outcome) {
    assertThat(outcome.output()).doesNotContain("[stackspan] WARN");
    List<String> traces = new ArrayList<>();
    outcome.segments().forEach(segment -> traces.add(segment.getTraceId()));
    assertThat(traces).hasSize(3).doesNotHaveDuplicates();
    List<String> expected =
        List.of(
            "[] [] outside",
            "[" + traces.get(0) + "] [] inside",
            "[] [] afterwards",
            "[] [ann] outside with user",
            "[" + traces.get(1) + "] [ann] inside",
            // What the application says itself stays.
            "[own] [ann] inside");
    assertThat(lines(outcome, "log direct ")).isEqualTo(expected);
    assertThat(lines(outcome, "log later ")).isEqualTo(expected);
    assertThat(outcome.checks().get("mdc"))
        .contains("user=ann", "traceId=own")
        .doesNotContain(traces);
  }

  private static List<String> lines(Outcome outcome, String start) {
    return outcome
        .output()
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .collect(Collectors.toList());
  }
}
