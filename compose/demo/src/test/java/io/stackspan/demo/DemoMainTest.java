package io.stackspan.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoMainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void help_namesTheModesAndSettings() throws Exception {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("--check", "--measure", "--shop-port", "Default: 8090.");
  }

  @Test
  void unknownSetting_isOneLineAndBadUsage() throws Exception {
    assertThat(run("--shop-prot", "1")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            "unknown key 'stackspan.shop-prot' (command line); the nearest known key is"
                + " stackspan.demo.shop-port");
  }

  @Test
  void twoModes_areBadUsage() throws Exception {
    assertThat(run("--check", "--measure")).isEqualTo(2);
  }

  private int run(String... args) throws InterruptedException {
    return DemoMain.run(List.of(args), Map.of(), print(out), print(err));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
