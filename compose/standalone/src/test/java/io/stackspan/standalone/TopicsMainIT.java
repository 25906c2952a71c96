package io.stackspan.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.broker.EmbeddedBroker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsMainIT {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void createsWhatTheCheckMisses(@TempDir Path dir) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0)) {
      String kafka = "--kafka=" + broker.bootstrapServers();

      assertThat(run("--check", kafka)).isEqualTo(1);
      assertThat(text(err)).contains("topic stackspan-segments is missing");
      assertThat(run(kafka, "--partitions=3", "--replication=1")).isZero();
      assertThat(text(out)).contains("created stackspan-segments");
      assertThat(run("--check", kafka)).isZero();
      assertThat(text(out)).endsWith("all topics are as they must be" + System.lineSeparator());
    }
  }

  @Test
  void unreachableKafka_isOneLine() throws Exception {
    // Port 1 of this machine: nobody listens there.
    assertThat(run("--kafka=127.0.0.1:1", "--kafka.connect-timeout=1s")).isEqualTo(1);
    assertThat(text(err).lines())
        .containsExactly("Kafka does not answer at 127.0.0.1:1 (tried for 1s)");
  }

  @Test
  void unknownKey_isBadUsage() throws Exception {
    assertThat(run("--partition=3")).isEqualTo(2);
    assertThat(text(err)).contains("unknown key 'stackspan.partition'");
  }

  private int run(String... arguments) throws InterruptedException {
    return TopicsMain.run(
        List.of(arguments),
        Map.of(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
