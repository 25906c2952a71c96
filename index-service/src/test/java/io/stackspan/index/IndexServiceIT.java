package io.stackspan.index;

import static io.stackspan.index.KafkaFixture.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.broker.EmbeddedBroker;
import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.Gap;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SearchResponse;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SuggestField;
import io.stackspan.proto.v1.SuggestRequest;
import io.stackspan.proto.v1.ThreadState;
import io.stackspan.wire.DeadLetterHeaders;
import io.stackspan.wire.SampleSegments;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class IndexServiceIT {
  @TempDir static Path brokerDir;
  private static EmbeddedBroker broker;

  @TempDir Path dataDir;
  private final long start = System.currentTimeMillis() * 1000 - 60_000_000;
  private KafkaFixture kafka;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(brokerDir, 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void createTopics(TestInfo test) throws Exception {
    kafka = new KafkaFixture(broker, test.getTestMethod().orElseThrow().getName());
  }

  @AfterEach
  void closeClients() {
    kafka.close();
  }

  @Test
  void whatIsProducedIsFound() throws Exception {
    String traceId = KafkaFixture.traceIds(start, 1).get(0);
    try (IndexService service = IndexService.start(kafka.config(dataDir))) {
      IndexClient client = new IndexClient(service.port());
      kafka.sendTrace(traceId, start);
      await("the trace", () -> client.total() == 1);
      await("the segments", () -> client.fetch(traceId).getSegmentsCount() == 2);

      SearchResponse found =
          client.search(
              SearchRequest.newBuilder()
                  .setService("stock")
                  .setOperation("GET:/reserve")
                  .addFrames("com.acme.*")
                  .addThreadStates(ThreadState.BLOCKED)
                  .setLimit(10));
      assertThat(found.getHitsList())
          .singleElement()
          .satisfies(
              hit -> assertThat(hit.getSummary()).isEqualTo(KafkaFixture.summary(traceId, start)));
      FetchResponse trace = client.fetch(traceId);
      assertThat(trace.getSegmentsList())
          .containsExactly(
              SampleSegments.shop(traceId, start), SampleSegments.stock(traceId, start));
      assertThat(
              client
                  .suggest(
                      SuggestRequest.newBuilder()
                          .setField(SuggestField.SERVICES)
                          .setLimit(9)
                          .build())
                  .getValuesList())
          .containsExactly("shop", "stock");

      long now = System.currentTimeMillis() * 1000;
      await(
          "the answer covers what was acknowledged",
          () -> client.fetch(traceId).getCompleteness().getCompleteUntilMicros() >= now);
      await("ready", client::ready);
      assertThat(text(client.get("/health/ready").body()))
          .contains("\"status\":\"ready\"", "\"" + kafka.topics.segments() + "-0\":0");
      assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(text(client.get("/metrics").body()))
          .contains("stackspan_index_records", "stackspan_index_lag", "stackspan_index_requests");
    }
  }

  @Test
  void runningRequestIsVisibleAndItsSegmentTakesOver() throws Exception {
    String traceId = KafkaFixture.traceIds(start, 1).get(0);
    Segment stock = SampleSegments.stock(traceId, start);
    DumpBatch batch =
        DumpBatch.newBuilder()
            .setTraceId(traceId)
            .setSegmentId(stock.getSegmentId())
            .setService("stock")
            .addDumps(stock.getThreadDumps(0))
            .setStackTable(stock.getStackTable())
            .build();
    try (IndexService service = IndexService.start(kafka.config(dataDir))) {
      IndexClient client = new IndexClient(service.port());
      kafka.send(kafka.topics.dumps(), traceId, batch.toByteArray());
      await("the batch", () -> client.fetch(traceId).getDumpBatchesCount() == 1);

      kafka.send(kafka.topics.segments(), traceId, stock.toByteArray());
      await("the segment", () -> client.fetch(traceId).getSegmentsCount() == 1);
      assertThat(client.fetch(traceId).getDumpBatchesList()).isEmpty();
    }
  }

  @Test
  void restartGoesOnFromTheCheckpoint() throws Exception {
    List<String> ids = KafkaFixture.traceIds(start, 20);
    ids.subList(0, 10).forEach(id -> kafka.sendTrace(id, start));
    try (IndexService service = IndexService.start(kafka.config(dataDir))) {
      IndexClient client = new IndexClient(service.port());
      await("ready", client::ready);
      assertThat(client.total()).isEqualTo(10);
    }
    ids.subList(10, 20).forEach(id -> kafka.sendTrace(id, start));
    kafka.flush();

    try (IndexService service = IndexService.start(kafka.config(dataDir))) {
      IndexClient client = new IndexClient(service.port());
      await("ready", client::ready);
      assertThat(client.total()).isEqualTo(20);
      assertThat(client.fetch(ids.get(0)).getSegmentsCount()).isEqualTo(2);
      assertThat(client.fetch(ids.get(19)).getSegmentsCount()).isEqualTo(2);
      assertThat(text(client.get("/metrics").body()))
          .as("only the new ones were read")
          .containsPattern(
              "stackspan_index_records_bytes_count\\{topic=\""
                  + kafka.topics.traces()
                  + "\"\\} 10");
    }
  }

  @Test
  void cutLogIsShownAsAGap() throws Exception {
    List<String> ids = KafkaFixture.traceIds(start, 30);
    ids.subList(0, 10).forEach(id -> kafka.sendTrace(id, start));
    try (IndexService service = IndexService.start(kafka.config(dataDir))) {
      await("ready", new IndexClient(service.port())::ready);
    }
    Map<TopicPartition, Long> checkpoint = endOffsets();
    ids.subList(10, 20).forEach(id -> kafka.sendTrace(id, start));
    kafka.flush();
    Map<TopicPartition, Long> cut = endOffsets();
    Map<TopicPartition, RecordsToDelete> delete = new HashMap<>();
    cut.forEach((at, offset) -> delete.put(at, RecordsToDelete.beforeOffset(offset)));
    kafka.admin.deleteRecords(delete).all().get();
    ids.subList(20, 30).forEach(id -> kafka.sendTrace(id, start));
    kafka.flush();

    List<Gap> expected = new ArrayList<>();
    cut.forEach(
        (at, to) -> {
          if (to > checkpoint.get(at)) {
            expected.add(
                Gap.newBuilder()
                    .setTopic(at.topic())
                    .setPartition(at.partition())
                    .setFromOffset(checkpoint.get(at))
                    .setToOffset(to)
                    .build());
          }
        });
    assertThat(expected).isNotEmpty();
    // The second start must know the gap from its checkpoint, not find it again.
    for (int run = 0; run < 2; run++) {
      try (IndexService service = IndexService.start(kafka.config(dataDir))) {
        IndexClient client = new IndexClient(service.port());
        await("ready", client::ready);
        SearchResponse found = client.search(SearchRequest.newBuilder().setLimit(1));
        assertThat(found.getTotal()).isEqualTo(20);
        assertThat(found.getCompleteness().getGapsList())
            .containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  @Test
  void poisonGoesToTheDeadLettersAndDelaysNobody() throws Exception {
    String traceId = KafkaFixture.traceIds(start, 1).get(0);
    byte[] poison = "this is no segment".getBytes(UTF_8);
    try (IndexService service = IndexService.start(kafka.config(dataDir))) {
      IndexClient client = new IndexClient(service.port());
      for (String topic :
          List.of(kafka.topics.segments(), kafka.topics.dumps(), kafka.topics.traces())) {
        kafka.send(topic, traceId, poison);
      }
      kafka.send(kafka.topics.segments(), traceId, new byte[0]);
      kafka.sendTrace(traceId, start);

      await("the good trace", () -> client.fetch(traceId).getSegmentsCount() == 2);
      await("its summary", () -> client.total() == 1);
      List<ConsumerRecord<byte[], byte[]>> letters = deadLetters(4);
      assertThat(letters)
          .extracting(letter -> header(letter, DeadLetterHeaders.TOPIC))
          .containsExactlyInAnyOrder(
              kafka.topics.segments(),
              kafka.topics.segments(),
              kafka.topics.dumps(),
              kafka.topics.traces());
      assertThat(letters)
          .allSatisfy(
              letter -> {
                assertThat(text(letter.key())).isEqualTo(traceId);
                assertThat(header(letter, DeadLetterHeaders.SERVICE)).isEqualTo("index-service");
                assertThat(header(letter, DeadLetterHeaders.PARTITION)).matches("\\d");
                assertThat(header(letter, DeadLetterHeaders.OFFSET)).matches("\\d+");
                assertThat(header(letter, DeadLetterHeaders.REASON)).startsWith("the record ");
              });
      assertThat(letters).filteredOn(letter -> letter.value().length > 0).hasSize(3);
      assertThat(text(client.get("/metrics").body()))
          .contains("stackspan_index_dead_letters_total{reason=\"unparsable\"} 3.0");
    }
  }

  @Test
  void badRequestsNameEveryFault() throws Exception {
    try (IndexService service = IndexService.start(kafka.config(dataDir))) {
      IndexClient client = new IndexClient(service.port());

      var bad =
          client.post("search", SearchRequest.newBuilder().addFrames("*").build().toByteArray());
      assertThat(bad.statusCode()).isEqualTo(400);
      assertThat(text(bad.body()).lines())
          .containsExactlyInAnyOrder("limit 0 is not from 1 to 1000", "frame '*' names nothing");

      assertThat(client.post("fetch", new byte[0]).statusCode()).isEqualTo(400);
      assertThat(client.post("suggest", "xyz".getBytes(UTF_8)).statusCode()).isEqualTo(400);
      assertThat(client.fetch("unknown").hasSummary()).isFalse();
    }
  }

  @Test
  void whatPreventsTheStartIsOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> arguments = new ArrayList<>(kafka.arguments(dataDir));
      arguments.addAll(List.of("--index.port", String.valueOf(taken.getLocalPort())));
      assertFault(arguments, "port " + taken.getLocalPort() + " on 127.0.0.1 is in use");

      arguments = new ArrayList<>(kafka.arguments(dataDir));
      arguments.addAll(List.of("--kafka", "127.0.0.1:" + taken.getLocalPort()));
      arguments.addAll(List.of("--kafka.connect-timeout", "1s"));
      assertFault(arguments, "did not answer within 1 s");
    }
    List<String> arguments = new ArrayList<>(kafka.arguments(dataDir));
    arguments.addAll(List.of("--kafka.topic-prefix", "nobody"));
    assertFault(arguments, "no topic nobody-dead-letters, nobody-dumps");

    try (IndexService service = IndexService.start(kafka.config(dataDir))) {
      assertThat(service.port()).isPositive();
      assertFault(kafka.arguments(dataDir), "is in use by another index-service");
    }
  }

  @Test
  void failingStoreStopsTheService() throws Exception {
    IndexService service = IndexService.start(kafka.config(dataDir));
    IndexClient client = new IndexClient(service.port());
    await("ready", client::ready);
    // A partition's folder cannot be made where a file lies.
    for (int partition = 0; partition < KafkaFixture.PARTITIONS; partition++) {
      Path folder = dataDir.resolve("p" + partition);
      deleteAll(folder);
      Files.writeString(folder, "");
    }

    kafka.sendTrace(KafkaFixture.traceIds(start, 1).get(0), start);

    await("the end", service.stopped().toCompletableFuture()::isCompletedExceptionally);
    service.close();
  }

  private static void deleteAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.find(folder, 9, (path, attributes) -> isAny(attributes))) {
        for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static boolean isAny(BasicFileAttributes attributes) {
    return attributes != null;
  }

  private void assertFault(List<String> arguments, String message) {
    assertThatThrownBy(() -> IndexService.start(KafkaFixture.config(arguments)).close())
        .isInstanceOf(IndexStartException.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  private Map<TopicPartition, Long> endOffsets() throws Exception {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (String topic :
        List.of(kafka.topics.segments(), kafka.topics.dumps(), kafka.topics.traces())) {
      for (int partition = 0; partition < KafkaFixture.PARTITIONS; partition++) {
        latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    Map<TopicPartition, Long> offsets = new HashMap<>();
    kafka
        .admin
        .listOffsets(latest)
        .all()
        .get()
        .forEach((at, offset) -> offsets.put(at, offset.offset()));
    return offsets;
  }

  private List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition at = new TopicPartition(kafka.topics.deadLetters(), 0);
      consumer.assign(List.of(at));
      consumer.seekToBeginning(List.of(at));
      await(
          "dead letters",
          () -> {
            consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
            return letters.size() >= count;
          });
    }
    return letters;
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return text(letter.headers().lastHeader(name).value());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
