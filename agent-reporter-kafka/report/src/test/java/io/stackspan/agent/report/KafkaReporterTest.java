package io.stackspan.agent.report;

import static io.stackspan.agent.report.Requests.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.context.TraceSegment;
import io.stackspan.proto.v1.AgentCounter;
import io.stackspan.proto.v1.AgentStatus;
import io.stackspan.wire.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What a real broker cannot be made to do, and what needs none. */
class KafkaReporterTest {
  private static final ReportConfig CONFIG =
      ReportConfig.of("shop", "shop-1", "9.9", "127.0.0.1:1", Topics.withPrefix("stackspan"));

  private final AgentCounters counters = new AgentCounters();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final TraceSegment segment = Requests.plain("GET:/");

  @Test
  void losses_areCountedByReasonAndSaidOnce() {
    MockProducer<String, byte[]> producer = mockProducer(false);
    try (KafkaReporter reporter = start(CONFIG, properties -> producer)) {
      for (int i = 0; i < 5; i++) {
        reporter.accept(segment);
      }
      await(() -> producer.history().size() == 5);
      producer.errorNext(new RecordTooLargeException("too large"));
      producer.errorNext(new TimeoutException("expired"));
      producer.errorNext(new AuthorizationException("not allowed"));
      producer.errorNext(new AuthorizationException("not allowed"));
      producer.completeNext();
    }

    assertThat(counters.value("segments.dropped", "too_large")).isEqualTo(1);
    assertThat(counters.value("segments.dropped", "not_connected")).isEqualTo(1);
    assertThat(counters.value("segments.dropped", "send_failed")).isEqualTo(2);
    assertThat(counters.value("segments.sent", "")).isEqualTo(1);
    assertThat(warnings).hasSize(3).noneMatch(line -> line.contains("\n"));
  }

  @Test
  void heartbeat_carriesCounters() throws Exception {
    MockProducer<String, byte[]> producer = mockProducer(true);
    counters.count("dumps.left_out", "budget");
    try (KafkaReporter reporter =
        start(CONFIG.withHeartbeat(Duration.ofMillis(20)), properties -> producer)) {
      reporter.accept(segment);
      await(() -> counters.value("status.sent", "") >= 2);
    }

    ProducerRecord<String, byte[]> last = producer.history().get(producer.history().size() - 1);
    AgentStatus status = AgentStatus.parseFrom(last.value());
    assertThat(last.topic()).isEqualTo("stackspan-agents");
    assertThat(last.key()).isEqualTo("shop-1");
    assertThat(status.getService()).isEqualTo("shop");
    assertThat(status.getServiceInstance()).isEqualTo("shop-1");
    assertThat(status.getVersion()).isEqualTo("9.9");
    assertThat(status.getJavaVersion()).isEqualTo(System.getProperty("java.version"));
    assertThat(status.getTimeMicros()).isGreaterThan(1_700_000_000_000_000L);
    assertThat(status.getWatchedThreads()).isEqualTo(3);
    assertThat(status.getCountersList())
        .contains(
            AgentCounter.newBuilder()
                .setName("dumps.left_out")
                .setReason("budget")
                .setValue(1)
                .build())
        .contains(AgentCounter.newBuilder().setName("segments.sent").setValue(1).build());
  }

  @Test
  void beforeTheFirstSegment_nothingOfKafkaIsTouched() {
    AtomicInteger made = new AtomicInteger();
    Function<Map<String, Object>, Producer<String, byte[]>> producers =
        properties -> {
          made.incrementAndGet();
          return mockProducer(true);
        };
    try (KafkaReporter reporter = start(CONFIG, producers)) {
      await(() -> reporterThread().getState() == Thread.State.TIMED_WAITING);
      assertThat(made).hasValue(0);
      reporter.accept(segment);
      await(() -> counters.value("segments.sent", "") == 1);
      assertThat(made).hasValue(1);
      assertThat(reporterThread().isDaemon()).isTrue();
      assertThat(reporterThread().getContextClassLoader()).isNull();
    }
    try (KafkaReporter unused = start(CONFIG, producers)) {
      unused.close();
    }
    assertThat(made).as("closing does not open").hasValue(1);
  }

  @Test
  void withoutKafka_theQueueFillsAndAcceptStaysFast() {
    ReportConfig config = CONFIG.withQueue(8L << 20, 100);
    long nanos;
    try (KafkaReporter reporter = KafkaReporter.start(config, counters, warnings::add, () -> 0)) {
      long begin = System.nanoTime();
      for (int i = 0; i < 10_000; i++) {
        reporter.accept(segment);
      }
      nanos = System.nanoTime() - begin;
      await(() -> !warnings.isEmpty());
      begin = System.nanoTime();
      reporter.close();
      assertThat(System.nanoTime() - begin)
          .as("without Kafka the application's end is not held up")
          .isLessThan(TimeUnit.SECONDS.toNanos(4));
      reporter.accept(segment);
    }

    // 10,000 calls; even on a busy machine a blocking call each would take minutes.
    assertThat(nanos).isLessThan(TimeUnit.SECONDS.toNanos(2));
    assertThat(counters.value("segments.dropped", "queue_full")).isEqualTo(9_900);
    assertThat(counters.value("segments.dropped", "not_connected")).isEqualTo(100);
    assertThat(counters.value("segments.dropped", "closed")).isEqualTo(1);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("127.0.0.1:1", "stackspan-segments");
  }

  @Test
  void segmentLargerThanTheQueue_isTooLarge() {
    MockProducer<String, byte[]> producer = mockProducer(true);
    try (KafkaReporter reporter = start(CONFIG.withQueue(100, 10), properties -> producer)) {
      reporter.accept(segment);
    }

    assertThat(counters.value("segments.dropped", "too_large")).isEqualTo(1);
  }

  @Test
  void wrongClientProperty_turnsReportingOffWithOneWarning() {
    ReportConfig config = CONFIG.withClientProperties(Map.of("linger.ms", "soon"));
    try (KafkaReporter reporter = KafkaReporter.start(config, counters, warnings::add, () -> 0)) {
      reporter.accept(segment);
      await(() -> counters.value("segments.dropped", "misconfigured") == 1);
      reporter.accept(segment);
    }

    assertThat(counters.value("segments.dropped", "misconfigured")).isEqualTo(2);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("soon", "linger.ms");
  }

  @Test
  void hostWithoutAddress_isTriedAgain() {
    MockProducer<String, byte[]> producer = mockProducer(true);
    AtomicInteger attempts = new AtomicInteger();
    Function<Map<String, Object>, Producer<String, byte[]>> producers =
        properties -> {
          if (attempts.incrementAndGet() == 1) {
            throw new org.apache.kafka.common.KafkaException(
                "Failed to construct kafka producer",
                new org.apache.kafka.common.config.ConfigException(
                    "No resolvable bootstrap urls given in bootstrap.servers"));
          }
          return producer;
        };
    try (KafkaReporter reporter = start(CONFIG, producers)) {
      reporter.accept(segment);
      await(() -> counters.value("segments.sent", "") == 1);
    }

    assertThat(attempts).hasValue(2);
    assertThat(warnings).hasSize(1);
  }

  @Test
  void clientProperties_passThroughExceptOurs() throws Exception {
    ReportConfig config =
        CONFIG.withClientProperties(
            Map.of(
                "linger.ms", "7",
                "lingre.ms", "7",
                "client.id", "mine",
                "compression.type", "zstd",
                "security.protocol", "SSL"));
    Map<String, Object> properties =
        ProducerProperties.of(config, new FirstWarnings(warnings::add));

    assertThat(properties)
        .containsEntry("linger.ms", "7")
        .containsEntry("security.protocol", "SSL")
        .containsEntry("client.id", "stackspan-agent-shop-1")
        .containsEntry("compression.type", "gzip")
        .containsEntry("acks", "all")
        .containsEntry("metric.reporters", "");
    assertThat(warnings).hasSize(3).anyMatch(line -> line.contains("lingre.ms"));
  }

  @Test
  void portOfAnotherServer_isSurvived() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ReportConfig config =
          ReportConfig.of(
              "shop", "s", "1", "127.0.0.1:" + deaf.getLocalPort(), Topics.withPrefix("stackspan"));
      try (KafkaReporter reporter = KafkaReporter.start(config, counters, warnings::add, () -> 0)) {
        reporter.accept(segment);
        await(() -> warnings.size() == 1);
      }
    }

    assertThat(counters.value("segments.dropped", "not_connected")).isEqualTo(1);
  }

  private KafkaReporter start(
      ReportConfig config, Function<Map<String, Object>, Producer<String, byte[]>> producers) {
    return KafkaReporter.start(config, counters, warnings::add, () -> 3, producers);
  }

  private static MockProducer<String, byte[]> mockProducer(boolean autoComplete) {
    return new MockProducer<>(
        autoComplete, null, new StringSerializer(), new ByteArraySerializer());
  }

  private static Thread reporterThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("stackspan-reporter"))
        .findFirst()
        .orElseThrow();
  }
}
