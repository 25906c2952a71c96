package io.stackspan.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Standalone in a JVM of its own, on this test's class path, so that it can be killed. */
final class StandaloneChild implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("^ready api=(\\S+) .* kafka=(\\S+) data=.*");

  private final Process process;
  private final URI api;
  private final String kafka;

  private StandaloneChild(Process process, URI api, String kafka) {
    this.process = process;
    this.api = api;
    this.kafka = kafka;
  }

  /** Returns after the ready line. */
  static StandaloneChild start(Path data, List<String> flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(StandaloneMain.class.getName(), "--data=" + data));
    command.addAll(flags);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      BufferedReader in = process.inputReader();
      Matcher ready = READY.matcher(String.valueOf(in.readLine()));
      assertThat(ready.matches()).as("ready line").isTrue();
      return new StandaloneChild(process, URI.create(ready.group(1)), ready.group(2));
    } catch (Throwable e) {
      process.destroyForcibly().waitFor();
      throw e;
    }
  }

  URI api() {
    return api;
  }

  String kafka() {
    return kafka;
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
