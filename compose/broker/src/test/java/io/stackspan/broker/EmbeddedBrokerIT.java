package io.stackspan.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.wire.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  private static final Topics TOPICS = Topics.withPrefix("stackspan");

  @Test
  void recordsSurviveARestart(@TempDir Path dir) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0);
        Admin admin = admin(broker)) {
      TopicSetup setup = new TopicSetup(admin, TOPICS, 3, (short) 1);
      assertThat(setup.faults()).hasSize(6).allMatch(fault -> fault.contains("is missing"));
      assertThat(setup.createMissing()).hasSize(6);
      assertThat(setup.createMissing()).isEmpty();
      assertThat(setup.faults()).isEmpty();
      send(broker, "hello");
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0)) {
      assertThat(readOne(broker)).isEqualTo("hello");
    }
  }

  @Test
  void unequalPartitionCountsAreNamed(@TempDir Path dir) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0);
        Admin admin = admin(broker)) {
      TopicSetup setup = new TopicSetup(admin, TOPICS, 2, (short) 1);
      setup.createMissing();
      admin.createPartitions(Map.of(TOPICS.dumps(), NewPartitions.increaseTo(4))).all().get();

      assertThat(setup.faults())
          .singleElement()
          .asString()
          .contains("stackspan-dumps=4", "stackspan-segments=2");
    }
  }

  @Test
  void takenPortIsNamed(@TempDir Path dir) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedBroker.start(dir, taken.getLocalPort()))
          .isInstanceOf(BrokerStartException.class)
          .hasMessage("port " + taken.getLocalPort() + " for Kafka is in use");
    }
  }

  private static Admin admin(EmbeddedBroker broker) {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static void send(EmbeddedBroker broker, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPICS.segments(), 0, "key", value)).get();
    }
  }

  private static String readOne(EmbeddedBroker broker) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPICS.segments(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
    }
  }
}
