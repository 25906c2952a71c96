package io.stackspan.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackspan.broker.TopicSetup;
import io.stackspan.index.IndexConfig;
import io.stackspan.index.IndexService;
import io.stackspan.proto.v1.Segment;
import io.stackspan.query.QueryApi;
import io.stackspan.query.QueryApiConfig;
import io.stackspan.stream.StreamProcessor;
import io.stackspan.stream.StreamProcessorConfig;
import io.stackspan.wire.SampleSegments;
import io.stackspan.wire.Settings;
import io.stackspan.wire.StockAgentSegments;
import io.stackspan.wire.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes into Kafka comes out of the API: the three services, wired as in production, over
 * whatever Kafka a subclass brings.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PipelineContract {
  private static final int PARTITIONS = 2;

  private final Topics topics = Topics.withPrefix("stackspan");

  private String kafka;
  private StreamProcessor stream;
  private IndexService index;
  private QueryApi api;
  private TestProducer producer;
  private Traces traces;

  /** Starts it, if need be. */
  abstract String startKafka() throws Exception;

  abstract void stopKafka();

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    kafka = startKafka();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      new TopicSetup(admin, topics, PARTITIONS, (short) 1).createMissing();
    }
    stream =
        StreamProcessor.start(
            StreamProcessorConfig.from(
                Settings.load(
                    StreamProcessorConfig.KEYS,
                    List.of(
                        "--kafka=" + kafka,
                        "--stream.port=0",
                        "--stream.inputs=skywalking",
                        "--stream.data-dir=" + data.resolve("stream")),
                    Map.of())));
    index =
        IndexService.start(
            IndexConfig.from(
                Settings.load(
                    IndexConfig.KEYS,
                    List.of(
                        "--kafka=" + kafka,
                        "--index.port=0",
                        "--index.data-dir=" + data.resolve("index")),
                    Map.of())));
    api =
        QueryApi.start(
            QueryApiConfig.from(
                Settings.load(
                    QueryApiConfig.KEYS,
                    List.of("--api.port=0", "--api.index-urls=http://127.0.0.1:" + index.port()),
                    Map.of())));
    producer = new TestProducer(kafka);
    traces = new Traces(URI.create("http://127.0.0.1:" + api.port()));
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable part : new AutoCloseable[] {producer, api, index, stream}) {
      if (part != null) {
        part.close();
      }
    }
    stopKafka();
  }

  @Test
  void segmentsOfTwoServicesBecomeOneTraceWithLinkedDumps() throws Exception {
    String traceId = newTraceId();
    long start = nowMicros();
    producer.send(topics.segments(), SampleSegments.stock(traceId, start));
    producer.send(topics.segments(), SampleSegments.shop(traceId, start));

    JsonNode trace = traces.awaitComplete(traceId, 3, 3);

    assertThat(trace.path("rootService").asText()).isEqualTo("shop");
    assertThat(trace.path("rootOperation").asText()).isEqualTo("GET:/buy");
    assertThat(trace.path("startMicros").asLong()).isEqualTo(start);
    assertThat(trace.path("durationMicros").asLong()).isEqualTo(1_000_000);
    assertThat(trace.path("dumps").findValuesAsText("link")).containsOnly("openSpan");
    assertThat(trace.path("findings")).isNotEmpty();
    traces.await(
        "/api/v1/traces?service=stock&threadState=BLOCKED&lock=com.acme.Stock",
        page -> page.path("traces").findValuesAsText("traceId").contains(traceId));
  }

  @Test
  void aSegmentThatComesTwiceIsCountedOnce() throws Exception {
    String traceId = newTraceId();
    long start = nowMicros();
    producer.send(topics.segments(), SampleSegments.shop(traceId, start));
    producer.send(topics.segments(), SampleSegments.stock(traceId, start));
    producer.send(topics.segments(), SampleSegments.shop(traceId, start));

    JsonNode trace = traces.awaitComplete(traceId, 3, 3);

    assertThat(trace.path("spanCount").asInt()).isEqualTo(3);
    assertThat(trace.path("segmentCount").asInt()).isEqualTo(2);
  }

  @Test
  void aPoisonRecordDelaysNobodyAndIsKept() throws Exception {
    byte[] poison = {(byte) 0xff, (byte) 0xff, 1, 2, 3};
    String traceId = newTraceId();
    // The same key: behind the poison, in the same partition.
    producer.send(topics.segments(), traceId, poison);
    producer.send(topics.segments(), SampleSegments.shop(traceId, nowMicros()));

    traces.await("/api/v1/traces/" + traceId, trace -> trace.path("spans").size() == 2);

    assertThat(deadLetters()).contains(poison);
  }

  @Test
  void stockAgentsSegmentsAreJoinedByTraceId() throws Exception {
    Map<String, Integer> spans = new HashMap<>();
    Map<String, Set<String>> tracesOfService = new HashMap<>();
    for (StockAgentSegments.StockRecord stock : StockAgentSegments.read()) {
      producer.send(Topics.SKYWALKING_SEGMENTS, stock.key(), stock.value());
      Segment segment = Segment.parseFrom(stock.value());
      spans.merge(segment.getTraceId(), segment.getSpansCount(), Integer::sum);
      tracesOfService
          .computeIfAbsent(segment.getService(), service -> new TreeSet<>())
          .add(segment.getTraceId());
    }

    for (Map.Entry<String, Set<String>> service : tracesOfService.entrySet()) {
      Map<String, Integer> wanted = new HashMap<>(spans);
      wanted.keySet().retainAll(service.getValue());
      // All of the day they were written on, in microseconds.
      traces.await(
          "/api/v1/traces?limit=100&start=1795305600000000&end=1795392000000000&service="
              + service.getKey(),
          page -> spansByTrace(page).equals(wanted));
    }
    assertThat(tracesOfService).containsOnlyKeys("demo-front", "demo-back");
  }

  @Test
  void anUnknownTraceIsAProblem() throws Exception {
    var http = HttpClient.newHttpClient();
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + api.port() + "/api/v1/traces/" + newTraceId()))
            .build();

    var response = http.send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }

  private static Map<String, Integer> spansByTrace(JsonNode page) {
    Map<String, Integer> spans = new HashMap<>();
    for (JsonNode trace : page.path("traces")) {
      spans.put(trace.path("traceId").asText(), trace.path("spanCount").asInt());
    }
    return spans;
  }

  private List<byte[]> deadLetters() {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", kafka),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topics.deadLetters(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<byte[]> values = new ArrayList<>();
      consumer.poll(Duration.ofSeconds(20)).forEach(letter -> values.add(letter.value()));
      return values;
    }
  }

  private static String newTraceId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
