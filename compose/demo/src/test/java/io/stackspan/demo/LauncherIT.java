package io.stackspan.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, as far as it goes without building or starting anything. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("../../stackspan").toAbsolutePath().normalize();

  @TempDir Path dir;

  private record Outcome(int exitCode, String out, String err) {}

  @Test
  void help_listsTheCommands() throws Exception {
    Outcome outcome = run(LAUNCHER, Map.of(), "--help");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("demo --check", "standalone", "stream-processor", "index-service", "query-api")
        .contains("topics");
  }

  @Test
  void noCommand_isBadUsage() throws Exception {
    assertThat(run(LAUNCHER, Map.of()).exitCode()).isEqualTo(2);
  }

  @Test
  void unknownCommand_isOneLineAndBadUsage() throws Exception {
    Outcome outcome = run(LAUNCHER, Map.of(), "standalon");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo("unknown command 'standalon'; './stackspan --help' lists the commands\n");
  }

  @Test
  void folderWithoutJdk_isNamed() throws Exception {
    Outcome outcome =
        run(LAUNCHER, Map.of("STACKSPAN_JAVA_HOME", dir.toString()), "topics", "--help");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo("STACKSPAN_JAVA_HOME=" + dir + " holds no JDK (bin/java and bin/javac).\n");
  }

  @Test
  void oldJdk_isNamedWithItsVersion_alsoThroughASymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(dir.resolve("link"), LAUNCHER);
    Path bin = Files.createDirectories(dir.resolve("old jdk/bin"));
    script(bin.resolve("java"), "echo '    java.specification.version = 1.8' >&2");
    script(bin.resolve("javac"), "exit 0");

    Outcome outcome =
        run(link, Map.of("STACKSPAN_JAVA_HOME", bin.getParent().toString()), "topics", "--help");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "STACKSPAN_JAVA_HOME="
                + bin.getParent()
                + " is Java 8; Stackspan needs JDK 21 or newer.\n");
  }

  private Outcome run(Path launcher, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
    command.addAll(List.of(arguments));
    Path out = dir.resolve("out");
    Path err = dir.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    return new Outcome(
        exitCode,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
