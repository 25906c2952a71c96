package io.stackspan.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackspan.wire.SampleSegments;
import io.stackspan.wire.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneIT {
  private static final String TRACE_ID = "0198c5a1b2c3d4e5f60718293a4b5c6d";
  private static final List<String> ANY_PORTS =
      List.of("--api.port=0", "--index.port=0", "--stream.port=0", "--kafka-port=0");

  @TempDir Path dir;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void answersAreTheSameAfterARestart() throws Exception {
    JsonNode before;
    try (Standalone standalone = Standalone.start(config(dir))) {
      sendSample(standalone.addresses().kafka());
      before = new Traces(standalone.addresses().api()).awaitComplete(TRACE_ID, 3, 3);
    }

    try (Standalone again = Standalone.start(config(dir))) {
      JsonNode after = new Traces(again.addresses().api()).awaitComplete(TRACE_ID, 3, 3);
      assertThat(Traces.content(after)).isEqualTo(Traces.content(before));
    }
  }

  @Test
  void answersAreTheSameAfterKill() throws Exception {
    JsonNode before;
    try (StandaloneChild child = StandaloneChild.start(dir, ANY_PORTS)) {
      sendSample(child.kafka());
      before = new Traces(child.api()).awaitComplete(TRACE_ID, 3, 3);
      child.kill();
    }

    try (StandaloneChild again = StandaloneChild.start(dir, ANY_PORTS)) {
      JsonNode after = new Traces(again.api()).awaitComplete(TRACE_ID, 3, 3);
      assertThat(Traces.content(after)).isEqualTo(Traces.content(before));
    }
  }

  @Test
  void takenPort_isOneLineAndNothingIsLeftRunning() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThat(run("--data=" + dir, "--kafka-port=0", "--api.port=" + port)).isEqualTo(1);
      assertThat(errors())
          .containsExactly(
              "cannot listen on 127.0.0.1:%d (stackspan.api.port): Address already in use"
                  .formatted(port));
      err.reset();
      assertThat(
              run(
                  "--data=" + dir,
                  "--kafka-port=" + port,
                  "--api.port=0",
                  "--index.port=0",
                  "--stream.port=0"))
          .isEqualTo(1);
      assertThat(errors()).containsExactly("port " + port + " for Kafka is in use");
    }
    // The folder is free again.
    DataFolder.open(dir).close();
  }

  @Test
  void folderBelowAFile_isOneLine() throws Exception {
    Path file = Files.createFile(dir.resolve("file"));

    assertThat(run("--data=" + file.resolve("data"))).isEqualTo(1);
    assertThat(errors()).singleElement().asString().contains("is not writable");
  }

  @Test
  void unknownKey_isOneLineAndBadUsage() throws Exception {
    assertThat(run("--standalone.dat=x")).isEqualTo(2);
    assertThat(errors())
        .containsExactly(
            "unknown key 'stackspan.standalone.dat' (command line); the nearest known key is"
                + " stackspan.standalone.data");
  }

  @Test
  void help_listsTheSettingsOfAllParts() throws Exception {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("--data", "--kafka-port", "--api.port", "--index.port", "--stream.inputs")
        .doesNotContain("--index.data-dir");
  }

  private int run(String... arguments) throws InterruptedException {
    return StandaloneMain.run(
        List.of(arguments),
        Map.of(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private List<String> errors() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static StandaloneConfig config(Path data) {
    List<String> arguments = new ArrayList<>(ANY_PORTS);
    arguments.add("--data=" + data);
    return StandaloneConfig.load(arguments, Map.of());
  }

  private static void sendSample(String kafka) throws Exception {
    String topic = Topics.withPrefix(Topics.DEFAULT_PREFIX).segments();
    long start = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    try (TestProducer producer = new TestProducer(kafka)) {
      producer.send(topic, SampleSegments.shop(TRACE_ID, start));
      producer.send(topic, SampleSegments.stock(TRACE_ID, start));
    }
  }
}
