package io.stackspan.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes and what a person sees. */
class IndexServiceMainIT {
  @TempDir Path dir;

  @Test
  void helpListsEveryKey() throws Exception {
    assertThat(run(0, "--help"))
        .contains(IndexConfig.KEYS.stream().map(key -> "--" + key.flag()).toList());
  }

  @Test
  void wrongUsageIsTwo() throws Exception {
    assertThat(run(2, "--index.prot", "1", "--index.refresh-intervall", "1s").lines())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("stackspan.index.port"))
        .anySatisfy(line -> assertThat(line).contains("stackspan.index.refresh-interval"));
  }

  @Test
  void failedStartIsOneAndOneLine() throws Exception {
    Files.writeString(dir.resolve("format"), "stackspan-index 99\n");

    assertThat(run(1, "--index.data-dir", dir.toString()).lines())
        .singleElement()
        .asString()
        .startsWith("index-service: data folder " + dir + " has format 99");
  }

  private static String run(int code, String... arguments) throws Exception {
    Process child = ChildService.command(List.of(arguments)).redirectErrorStream(true).start();
    String output = new String(child.getInputStream().readAllBytes(), UTF_8);
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as(output).isEqualTo(code);
    return output;
  }
}
