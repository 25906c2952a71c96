package io.stackspan.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.stackspan.broker.EmbeddedBroker;
import io.stackspan.broker.TopicSetup;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with one producer and one admin, and reads with a deadline. */
final class TestKafka implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final EmbeddedBroker broker;
  final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  TestKafka(Path dir) {
    broker = EmbeddedBroker.start(dir, 0);
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers(), "max.request.size", 8 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  Topics createTopics(String prefix) throws InterruptedException {
    Topics topics = Topics.withPrefix(prefix);
    new TopicSetup(admin, topics, 3, (short) -1).createMissing();
    return topics;
  }

  void send(Topics topics, Segment segment) {
    send(topics.segments(), segment.getTraceId(), segment.toByteArray());
  }

  void send(String topic, String key, byte[] value) {
    producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
  }

  void flush() {
    producer.flush();
  }

  /** The newest summary of each trace, as soon as they fit. */
  Map<String, TraceSummary> awaitSummaries(
      Topics topics, Predicate<Map<String, TraceSummary>> fit) {
    Map<String, TraceSummary> newest = new HashMap<>();
    await(
        topics.traces(),
        record -> {
          TraceSummary summary = parse(record.value());
          newest.merge(
              summary.getTraceId(), summary, (a, b) -> b.getVersion() > a.getVersion() ? b : a);
        },
        () -> fit.test(newest));
    return newest;
  }

  List<ConsumerRecord<byte[], byte[]>> awaitRecords(String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    await(topic, records::add, () -> records.size() >= count);
    return records;
  }

  /** Reads the topic from its start until the condition holds. */
  private void await(
      String topic,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> sink,
      java.util.function.BooleanSupplier condition) {
    var bytes = new ByteArrayDeserializer();
    try (var consumer =
        new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers()), bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("not within " + PATIENCE + " on " + topic);
        }
        consumer.poll(Duration.ofMillis(100)).forEach(sink);
      }
    }
  }

  private static TraceSummary parse(byte[] value) {
    try {
      return TraceSummary.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("not a summary", e);
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
    broker.close();
  }
}
