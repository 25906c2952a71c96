package io.stackspan.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SegmentReference;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.TraceStatus;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.wire.DeadLetterHeaders;
import io.stackspan.wire.SampleSegments;
import io.stackspan.wire.StockAgentSegments;
import io.stackspan.wire.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processor on a real broker. Topics are fresh in each test. */
class StreamProcessorIT {
  private static final int TRACES = 30;
  private static final long START_MICROS = System.currentTimeMillis() * 1000 - 5_000_000;

  @TempDir static Path brokerDir;
  private static TestKafka kafka;

  @TempDir Path dir;

  @BeforeAll
  static void startBroker() {
    kafka = new TestKafka(brokerDir);
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @Test
  void summariesGrowAcrossRestartsWithAndWithoutTheDataFolder() throws Exception {
    Topics topics = kafka.createTopics("restart");
    try (StreamProcessor processor = start("restart")) {
      sendTraces(topics, SampleSegments::shop, SampleSegments::stock);
      awaitSegments(topics, 2);
      assertThat(processor.isReady()).isTrue();
    }

    sendTraces(topics, (trace, start) -> child(trace, "cccccccccccc", start));
    try (StreamProcessor processor = start("restart")) {
      awaitSegments(topics, 3);
    }

    deleteDir();
    sendTraces(topics, (trace, start) -> child(trace, "dddddddddddd", start));
    try (StreamProcessor processor = start("restart")) {
      Map<String, TraceSummary> last = awaitSegments(topics, 4);
      assertThat(last.values())
          .allSatisfy(
              summary -> {
                assertThat(summary.getStatus()).isEqualTo(TraceStatus.COMPLETE);
                assertThat(summary.getGeneration()).isZero();
                assertThat(summary.getSpanCount()).isEqualTo(5);
                assertThat(summary.getLinksCount()).isEqualTo(3);
                assertThat(summary.getDuplicateSegments()).isZero();
              });
    }
  }

  @Test
  void killedProcessLosesAndDoublesNothing() throws Exception {
    Topics topics = kafka.createTopics("kill");
    Process first = startProcess("kill");
    sendTraces(topics, SampleSegments::stock);
    awaitSegments(topics, 1);
    sendTraces(topics, SampleSegments::shop);
    // In the middle of its work: some of the summaries are out, its offsets are not committed.
    kafka.awaitSummaries(
        topics, all -> all.values().stream().anyMatch(s -> s.getSegmentCount() == 2));
    first.destroyForcibly().waitFor();

    Process second = startProcess("kill");
    try {
      Map<String, TraceSummary> last = awaitSegments(topics, 2);
      assertThat(last.values())
          .allSatisfy(
              summary -> {
                assertThat(summary.getStatus()).isEqualTo(TraceStatus.COMPLETE);
                assertThat(summary.getDumpCount()).isEqualTo(3);
                assertThat(summary.getDuplicateSegments()).isZero();
              });
      // A plain signal: it commits, leaves the group, and ends by that signal.
      second.destroy();
      assertThat(second.waitFor(15, TimeUnit.SECONDS)).isTrue();
      assertThat(second.exitValue()).isEqualTo(128 + 15);
    } finally {
      second.destroyForcibly().waitFor();
    }
  }

  @Test
  void instancesShareThePartitionsAndTakeOverFromEachOther() throws Exception {
    Topics topics = kafka.createTopics("share");
    try (StreamProcessor first = start("share")) {
      sendTraces(topics, SampleSegments::shop);
      awaitSegments(topics, 1);
      try (StreamProcessor second =
          start("share", "--stream.data-dir", dir.resolve("second").toString())) {
        awaitMeter(second, "stackspan_stream_traces_open", open -> open > 0 && open < TRACES);
        sendTraces(topics, SampleSegments::stock);
        awaitSegments(topics, 2);
      }
      sendTraces(topics, (trace, start) -> child(trace, "cccccccccccc", start));
      Map<String, TraceSummary> last = awaitSegments(topics, 3);

      awaitMeter(first, "stackspan_stream_traces_open", open -> open == TRACES);
      assertThat(last.values())
          .allSatisfy(summary -> assertThat(summary.getDuplicateSegments()).isZero());
    }
  }

  @Test
  void whatWaitedWhenTheProcessStoppedIsToldByTheNext() throws Exception {
    Topics topics = kafka.createTopics("dirty");
    try (StreamProcessor processor = start("dirty", "--stream.emit-delay", "1m")) {
      sendTraces(topics, SampleSegments::shop);
      awaitSegments(topics, 1);
      // No milestone: these wait for a minute.
      sendTraces(topics, (trace, start) -> child(trace, "cccccccccccc", start));
      awaitMeter(processor, "stackspan_stream_summaries_waiting", n -> n == TRACES);
    }

    try (StreamProcessor processor = start("dirty")) {
      awaitSegments(topics, 2);
    }
  }

  @Test
  void poisonEndsInTheDeadLettersAndTheRestGoesOn() throws Exception {
    Topics topics = kafka.createTopics("poison");
    byte[] garbage = {(byte) 0xff, 0, (byte) 0xff};
    try (StreamProcessor processor = start("poison")) {
      kafka.send(topics.segments(), "garbage", garbage);
      kafka.send(topics.dumps(), "garbage", garbage);
      sendTraces(topics, SampleSegments::shop);

      awaitSegments(topics, 1);
      List<ConsumerRecord<byte[], byte[]>> dead = kafka.awaitRecords(topics.deadLetters(), 2);
      assertThat(dead)
          .allSatisfy(
              record -> {
                assertThat(record.value()).isEqualTo(garbage);
                assertThat(new String(record.key(), UTF_8)).isEqualTo("garbage");
                assertThat(header(record, DeadLetterHeaders.REASON)).startsWith("unparsable: ");
              });
      assertThat(dead)
          .extracting(record -> header(record, DeadLetterHeaders.TOPIC))
          .containsExactlyInAnyOrder(topics.segments(), topics.dumps());
      assertThat(get(processor, "/metrics").body())
          .contains("stackspan_stream_dead_letters_records_total{reason=\"unparsable\"} 2.0");
    }
  }

  @Test
  void poisonThatIsTooLargeForTheDeadLettersStaysWhereItIs() throws Exception {
    Topics topics = kafka.createTopics("oversized");
    var segments = new ConfigResource(ConfigResource.Type.TOPIC, topics.segments());
    var limit =
        new AlterConfigOp(
            new ConfigEntry("max.message.bytes", "8000000"), AlterConfigOp.OpType.SET);
    kafka.admin.incrementalAlterConfigs(Map.of(segments, List.of(limit))).all().get();
    try (StreamProcessor processor = start("oversized")) {
      kafka.send(topics.segments(), "zeros", new byte[5_000_000]);
      sendTraces(topics, SampleSegments::shop);

      awaitSegments(topics, 1);
      awaitMeter(processor, "stackspan_stream_dead_letters_lost_records_total", n -> n == 1);
      assertThat(processor.failure()).isNotDone();
    }
  }

  @Test
  void stockAgentsSegmentsAreRekeyedAndJoined() throws Exception {
    Topics topics = kafka.createTopics("stock");
    try (StreamProcessor processor = start("stock", "--stream.inputs", "skywalking")) {
      StockAgentSegments.read()
          .forEach(r -> kafka.send(Topics.SKYWALKING_SEGMENTS, r.key(), r.value()));
      Map<String, TraceSummary> joined =
          kafka.awaitSummaries(
              topics,
              all ->
                  all.values().stream().mapToInt(TraceSummary::getSpanCount).sum()
                      >= StockAgentSegments.SPANS);

      assertThat(joined).hasSize(StockAgentSegments.TRACES);
    }
  }

  @Test
  void healthSaysWhatTheStreamIsDoing() throws Exception {
    kafka.createTopics("health");
    try (StreamProcessor processor = start("health")) {
      awaitReady(processor);

      HttpResponse<String> ready = get(processor, "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body()).isEqualTo("{\"status\":\"ready\",\"restoreRemaining\":0}");
      assertThat(get(processor, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(processor, "/metrics").body())
          .contains("stackspan_stream_traces_open")
          .contains("kafka_stream_");
    }
  }

  @Test
  void lostSourceTopicStopsTheStreamAndIsReported() throws Exception {
    Topics topics = kafka.createTopics("lost");
    try (StreamProcessor processor = start("lost", "--kafka.metadata.max.age.ms", "500")) {
      awaitReady(processor);

      kafka.admin.deleteTopics(List.of(topics.segments())).all().get();

      assertThat(processor.failure()).succeedsWithin(Duration.ofSeconds(60));
      assertThat(get(processor, "/health/live").statusCode()).isEqualTo(503);
      assertThat(get(processor, "/health/ready").body()).contains("\"status\":\"failed\"");
    }
  }

  @Test
  void unreachableKafkaIsOneLine() {
    StreamProcessorConfig config =
        TestStream.config(dir, "--kafka", "127.0.0.1:1", "--kafka.connect-timeout", "1s");

    assertThatThrownBy(() -> StreamProcessor.start(config))
        .isInstanceOf(StreamStartException.class)
        .hasMessage(
            "Kafka at 127.0.0.1:1 (stackspan.kafka.bootstrap-servers) did not answer within 1 s");
  }

  @Test
  void unreachableKafkaEndsTheProcessWithOne() throws Exception {
    Process process =
        startProcess("none", "--kafka", "no-such-host.invalid:9092", "--kafka.connect-timeout=1s");

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(Files.readAllLines(dir.resolve("stderr")))
        .containsExactly(
            "Kafka at no-such-host.invalid:9092 (stackspan.kafka.bootstrap-servers)"
                + " did not answer within 1 s");
  }

  @Test
  void missingTopicsAreNamedEach() {
    assertThatThrownBy(() -> start("absent"))
        .isInstanceOf(StreamStartException.class)
        .hasMessage(
            Stream.of("dead-letters", "dumps", "segments", "traces")
                .map(t -> "topic absent-" + t + " is missing; './stackspan topics' creates it")
                .collect(Collectors.joining(System.lineSeparator())));
  }

  @Test
  void unequalPartitionCountsAreRefused() throws Exception {
    Topics topics = kafka.createTopics("unequal");
    kafka.admin.createPartitions(Map.of(topics.dumps(), NewPartitions.increaseTo(4))).all().get();

    assertThatThrownBy(() -> start("unequal"))
        .isInstanceOf(StreamStartException.class)
        .hasMessage(
            "these topics must have the same partition count, but have"
                + " {unequal-dumps=4, unequal-segments=3, unequal-traces=3}");
  }

  @Test
  void takenPortAndBadDataFolderAreOneLineEach() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      assertThatThrownBy(() -> start("any", "--stream.port", port))
          .isInstanceOf(StreamStartException.class)
          .hasMessage(
              "port "
                  + port
                  + " on 127.0.0.1 (stackspan.stream.port) is in use or not ours to take");
    }

    Path file = Files.writeString(dir.resolve("file"), "");
    assertThatThrownBy(() -> StreamProcessor.start(TestStream.config(file)))
        .isInstanceOf(StreamStartException.class)
        .hasMessageContaining("stackspan.stream.data-dir");

    Path newer = Files.createDirectory(dir.resolve("newer"));
    Files.writeString(newer.resolve("format"), "2");
    assertThatThrownBy(() -> StreamProcessor.start(TestStream.config(newer)))
        .isInstanceOf(StreamStartException.class)
        .hasMessageContaining("has format 2, this version knows 1");
  }

  private interface SegmentMaker {
    Segment make(String traceId, long startMicros);
  }

  private StreamProcessor start(String prefix, String... settings) {
    List<String> all = new ArrayList<>(settings(prefix));
    all.addAll(List.of(settings));
    return StreamProcessor.start(TestStream.config(dataDir(), all.toArray(String[]::new)));
  }

  private Process startProcess(String prefix, String... settings) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                StreamProcessorMain.class.getName(),
                "--stream.port=0",
                "--stream.data-dir=" + dataDir()));
    command.addAll(settings(prefix));
    command.addAll(List.of(settings));
    return new ProcessBuilder(command)
        .redirectOutput(dir.resolve("stdout").toFile())
        .redirectError(dir.resolve("stderr").toFile())
        .start();
  }

  private static List<String> settings(String prefix) {
    return List.of(
        "--kafka",
        kafka.bootstrapServers(),
        "--kafka.topic-prefix",
        prefix,
        "--stream.rocksdb-memory",
        "16MiB");
  }

  private Path dataDir() {
    return dir.resolve("data");
  }

  private void deleteDir() throws IOException {
    try (Stream<Path> files = Files.walk(dataDir())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void sendTraces(Topics topics, SegmentMaker... makers) {
    for (int i = 0; i < TRACES; i++) {
      for (SegmentMaker maker : makers) {
        kafka.send(topics, maker.make("%032x".formatted(i + 1), START_MICROS));
      }
    }
    kafka.flush();
  }

  private static Map<String, TraceSummary> awaitSegments(Topics topics, int segments) {
    return kafka.awaitSummaries(
        topics,
        all ->
            all.size() == TRACES
                && Set.of(segments)
                    .containsAll(
                        all.values().stream()
                            .map(TraceSummary::getSegmentCount)
                            .collect(Collectors.toSet())));
  }

  private static Segment child(String traceId, String segmentId, long startMicros) {
    return Segment.newBuilder()
        .setTraceId(traceId)
        .setSegmentId(segmentId)
        .setService("child")
        .setServiceInstance("child-1")
        .addSpans(
            SampleSegments.span(0, -1, SpanKind.ENTRY, "GET:/c", startMicros, startMicros + 9)
                .addRefs(
                    SegmentReference.newBuilder()
                        .setTraceId(traceId)
                        .setParentSegmentId(SampleSegments.SHOP_SEGMENT)))
        .build();
  }

  private static void awaitReady(StreamProcessor processor) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!processor.isReady()) {
      assertThat(System.nanoTime()).as("ready within 60 s").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static void awaitMeter(StreamProcessor processor, String meter, DoublePredicate fit)
      throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (get(processor, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(meter))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .noneMatch(fit)) {
      assertThat(System.nanoTime()).as(meter + " within 60 s").isLessThan(deadline);
    }
  }

  private static HttpResponse<String> get(StreamProcessor processor, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + processor.port() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String key) {
    return new String(record.headers().lastHeader(key).value(), UTF_8);
  }
}
