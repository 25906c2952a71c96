package io.stackspan.index.ingest;

import io.stackspan.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where records come from, and the clients that fetch them.
 *
 * @param properties of Kafka clients, {@code bootstrap.servers} among them; those that this service
 *     depends on are overwritten
 * @param connectTimeout how long start-up waits for Kafka
 */
public record KafkaInput(Map<String, String> properties, Topics topics, Duration connectTimeout) {
  /** Longest time that a broker holds back an empty answer. */
  static final Duration FETCH_WAIT = Duration.ofMillis(250);

  private static final String CLIENT_ID = "stackspan-index-service";

  public KafkaInput {
    properties = Map.copyOf(properties);
  }

  /** The three topics whose partitions belong together. */
  List<String> topicNames() {
    return List.of(topics.segments(), topics.dumps(), topics.traces());
  }

  String bootstrapServers() {
    return properties.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "");
  }

  Map<String, Object> adminProperties() {
    Map<String, Object> all = common();
    int timeoutMillis = Math.toIntExact(connectTimeout.toMillis());
    all.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
    all.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Math.min(timeoutMillis, 10_000));
    return all;
  }

  /** No group management: the group only shows committed offsets to lag tools. */
  Consumer<byte[], byte[]> newConsumer() {
    Map<String, Object> all = common();
    all.put(ConsumerConfig.GROUP_ID_CONFIG, CLIENT_ID);
    all.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    // A silent reset is how data gets lost without anybody noticing.
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(FETCH_WAIT.toMillis()));
    all.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  Producer<byte[], byte[]> newProducer() {
    Map<String, Object> all = common();
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> common() {
    Map<String, Object> all = new HashMap<>(properties);
    all.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, CLIENT_ID);
    return all;
  }
}
