package io.stackspan.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.fixture.ChildJvm;
import io.stackspan.agent.fixture.ChildJvm.Outcome;
import io.stackspan.agent.fixture.MessagingProgram;
import io.stackspan.agent.fixture.Traces;
import io.stackspan.broker.EmbeddedBroker;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SegmentReference;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.SpanLayer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kafka's clients against a real broker; 2.1 is the oldest that a broker of today talks to. */
class MessagingIT {
  @TempDir static Path data;
  private static EmbeddedBroker broker;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(data.resolve("kafka"), 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kafka-2.1.1", "kafka-3.9.1", "kafka-4.3.1"})
  void recordsCarryTheTraceAndBatchHasAllSendersAsParents(String version) throws Exception {
    String topic = "orders-" + version;
    createTopic(topic);
    Outcome outcome =
        new ChildJvm(Path.of(System.getProperty("java.home")), folder)
            .option("-Dtest.broker=" + broker.bootstrapServers())
            .option("-Dtest.topic=" + topic)
            .withJars(Path.of("target", "libraries", version))
            .run(MessagingProgram.class);
    Traces traces = new Traces(outcome.segments());

    assertThat(outcome.checks())
        .containsEntry("first", "at 0")
        .containsEntry("callback", "B null")
        .containsEntry("again", "at 2")
        .containsEntry("tooLarge", "RecordTooLargeException")
        .containsEntry("afterAll", "none")
        .containsEntry("consumed", "first second first")
        .containsEntry("afterPoll", "none")
        .containsEntry("end", "reached");
    assertThat(outcome.output()).doesNotContain("[stackspan] WARN");
    sent(traces, topic);
    received(traces, topic);
  }

  private static void sent(Traces traces, String topic) {
    for (String request : List.of("A", "B", "C")) {
      Segment segment = traces.root(request);
      Span send = Traces.span(segment, "Kafka/" + topic + "/Producer");

      assertThat(segment.getSpansList()).hasSize(2);
      assertThat(send.getKind()).isEqualTo(SpanKind.EXIT);
      assertThat(send.getLayer()).isEqualTo(SpanLayer.MQ);
      assertThat(send.getComponentId()).isEqualTo(40);
      assertThat(send.getPeer()).isEqualTo(broker.bootstrapServers());
      assertThat(send.getError()).isFalse();
      assertThat(Traces.tags(send))
          .containsEntry("mq.broker", broker.bootstrapServers())
          .containsEntry("mq.topic", topic);
    }
    Span tooLarge = Traces.span(traces.root("D"), "Kafka/" + topic + "/Producer");
    assertThat(tooLarge.getError()).isTrue();
    assertThat(tooLarge.getLogs(0).toString()).contains("RecordTooLargeException");
  }

  private static void received(Traces traces, String topic) {
    List<Segment> batches = traces.beginningWith("Kafka/" + topic + "/Consumer/shop");
    Set<String> parents = new TreeSet<>();
    Set<String> others = new TreeSet<>();
    for (Segment batch : batches) {
      Span span = batch.getSpans(0);
      assertThat(span.getKind()).isEqualTo(SpanKind.ENTRY);
      assertThat(span.getLayer()).isEqualTo(SpanLayer.MQ);
      assertThat(span.getComponentId()).isEqualTo(41);
      for (SegmentReference parent : span.getRefsList()) {
        parents.add(parent.getParentSegmentId());
        assertThat(parent.getPeerAddress()).isEqualTo(broker.bootstrapServers());
        assertThat(parent.getParentSpanId()).isEqualTo(1);
      }
      others.addAll(batch.getOtherTraceIdsList());
    }

    // All three lie at the broker before the first poll.
    assertThat(batches).hasSize(1);
    assertThat(Traces.tags(batches.get(0).getSpans(0))).containsEntry("mq.records", "3");
    assertThat(batches.get(0).getTraceId()).isEqualTo(traces.root("A").getTraceId());
    assertThat(others)
        .containsExactlyInAnyOrder(traces.root("B").getTraceId(), traces.root("C").getTraceId());
    assertThat(parents)
        .containsExactlyInAnyOrder(
            traces.root("A").getSegmentId(),
            traces.root("B").getSegmentId(),
            traces.root("C").getSegmentId());
  }

  private static void createTopic(String topic) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }
}
