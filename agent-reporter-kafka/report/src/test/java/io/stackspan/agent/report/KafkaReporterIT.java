package io.stackspan.agent.report;

import static io.stackspan.agent.report.Requests.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.context.TraceSegment;
import io.stackspan.broker.EmbeddedBroker;
import io.stackspan.broker.TopicSetup;
import io.stackspan.proto.v1.AgentStatus;
import io.stackspan.proto.v1.Segment;
import io.stackspan.wire.Topics;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaReporterIT {
  @TempDir static Path folder;
  private static EmbeddedBroker broker;

  private final AgentCounters counters = new AgentCounters();
  private final List<String> warnings = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void segmentsArrive_keyedByTraceId_andHeartbeats() throws Exception {
    Topics topics = created(broker, "delivers");
    TraceSegment segment = Requests.plain("GET:/buy");
    try (KafkaReporter reporter = start(broker.bootstrapServers(), topics)) {
      reporter.accept(segment);
      await(() -> counters.value("segments.sent", "") == 1);
      await(() -> counters.value("status.sent", "") >= 1);
    }

    ConsumerRecord<String, byte[]> record =
        read(broker.bootstrapServers(), topics.segments(), 1).get(0);
    assertThat(record.key()).isEqualTo(segment.traceId());
    assertThat(Segment.parseFrom(record.value()))
        .isEqualTo(new SegmentEncoder("shop", "shop-1").encode(segment));
    ConsumerRecord<String, byte[]> heartbeat =
        read(broker.bootstrapServers(), topics.agents(), 1).get(0);
    assertThat(heartbeat.key()).isEqualTo("shop-1");
    assertThat(AgentStatus.parseFrom(heartbeat.value()).getVersion()).isEqualTo("9.9");
    assertThat(warnings).isEmpty();
  }

  @Test
  void close_sendsWhatWaits() throws Exception {
    Topics topics = created(broker, "flushes");
    KafkaReporter reporter = start(broker.bootstrapServers(), topics);
    for (int i = 0; i < 500; i++) {
      reporter.accept(Requests.plain("GET:/" + i));
    }
    reporter.close();

    assertThat(counters.value("segments.sent", "")).isEqualTo(500);
    assertThat(read(broker.bootstrapServers(), topics.segments(), 500)).hasSize(500);
  }

  @Test
  void kafkaThatComesUpLater_getsWhatWaited() throws Exception {
    int port = freePort();
    Topics topics = Topics.withPrefix("later");
    KafkaReporter reporter = start("127.0.0.1:" + port, topics);
    for (int i = 0; i < 20; i++) {
      reporter.accept(Requests.plain("GET:/" + i));
    }
    await(() -> !warnings.isEmpty());
    assertThat(counters.value("segments.sent", "")).isZero();

    try (EmbeddedBroker late = EmbeddedBroker.start(folder.resolve("late"), port)) {
      created(late, "later");
      await(() -> counters.value("segments.sent", "") == 20);
      assertThat(read(late.bootstrapServers(), topics.segments(), 20)).hasSize(20);
      reporter.close();
    }
    assertThat(warnings).hasSize(1);
    assertThat(counters.value("segments.dropped", "not_connected")).isZero();
  }

  @Test
  void kafkaThatGoesAndComesBack_losesNothing() throws Exception {
    Path data = folder.resolve("restarted");
    int port = freePort();
    Topics topics = Topics.withPrefix("restarted");
    KafkaReporter reporter;
    try (EmbeddedBroker first = EmbeddedBroker.start(data, port)) {
      created(first, "restarted");
      reporter = start("127.0.0.1:" + port, topics);
      reporter.accept(Requests.plain("GET:/before"));
      await(() -> counters.value("segments.sent", "") == 1);
    }
    for (int i = 0; i < 10; i++) {
      reporter.accept(Requests.plain("GET:/during"));
    }
    try (EmbeddedBroker second = EmbeddedBroker.start(data, port)) {
      await(() -> counters.value("segments.sent", "") == 11);
      assertThat(read(second.bootstrapServers(), topics.segments(), 11)).hasSize(11);
      reporter.close();
    }
  }

  /** Like the agent: own loader, no codec with native code, platform loader as parent. */
  @Test
  void isolatedWithoutNativeCodecs_sendsGzip() throws Exception {
    Topics topics = created(broker, "isolated");
    List<URL> parts = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = new File(part).getName();
      if (!name.startsWith("zstd-jni")
          && !name.startsWith("lz4-java")
          && !name.startsWith("snappy-java")) {
        parts.add(new File(part).toURI().toURL());
      }
    }
    try (URLClassLoader loader =
        new URLClassLoader(parts.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      Object sent =
          loader
              .loadClass("io.stackspan.agent.report.IsolatedReporter")
              .getMethod("send", String.class, String.class)
              .invoke(null, broker.bootstrapServers(), "isolated");
      assertThat(sent).isEqualTo(1L);
    }

    ConsumerRecord<String, byte[]> record =
        read(broker.bootstrapServers(), topics.segments(), 1).get(0);
    assertThat(Segment.parseFrom(record.value()).getSpans(0).getOperation())
        .isEqualTo("GET:/isolated");
    assertThat(firstBatchCompression(topics.segments())).as("gzip is 1").isEqualTo(1);
  }

  /** From the attributes of the first record batch that the broker wrote to its disk. */
  private static int firstBatchCompression(String topic) throws IOException {
    for (int partition = 0; partition < 2; partition++) {
      byte[] log =
          Files.readAllBytes(
              folder.resolve("broker/" + topic + "-" + partition + "/00000000000000000000.log"));
      if (log.length > 0) {
        // Base offset 8, length 4, leader epoch 4, magic 1, checksum 4, then attributes 2.
        return log[22] & 7;
      }
    }
    throw new AssertionError("nothing was written");
  }

  @Test
  void nothingButTheAppInfo_isRegisteredWithJmx() throws Exception {
    Topics topics = created(broker, "jmx");
    try (KafkaReporter reporter = start(broker.bootstrapServers(), topics)) {
      reporter.accept(Requests.plain("GET:/buy"));
      await(() -> counters.value("segments.sent", "") == 1);

      assertThat(
              ManagementFactory.getPlatformMBeanServer()
                  .queryNames(new ObjectName("kafka.producer:*"), null))
          .allMatch(name -> "app-info".equals(name.getKeyProperty("type")));
    }
  }

  private KafkaReporter start(String bootstrapServers, Topics topics) {
    ReportConfig config =
        ReportConfig.of("shop", "shop-1", "9.9", bootstrapServers, topics)
            .withHeartbeat(Duration.ofMillis(200));
    return KafkaReporter.start(config, counters, warnings::add, () -> 0);
  }

  private static Topics created(EmbeddedBroker broker, String prefix) throws Exception {
    Topics topics = Topics.withPrefix(prefix);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      new TopicSetup(admin, topics, 2, (short) 1).createMissing();
    }
    return topics;
  }

  private static List<ConsumerRecord<String, byte[]>> read(
      String bootstrapServers, String topic, int atLeast) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", bootstrapServers);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (records.size() < atLeast && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
