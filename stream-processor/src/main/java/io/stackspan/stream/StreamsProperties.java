package io.stackspan.stream;

import io.stackspan.stream.topology.StreamMetrics;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;

/** Kafka Streams' configuration: what we own, and defaults that a site may change. */
final class StreamsProperties {
  /** A summary that waits for company is late; a few milliseconds are company enough. */
  private static final String LINGER_MILLIS = "5";

  private static final Set<String> OWNED =
      Set.of(
          StreamsConfig.APPLICATION_ID_CONFIG,
          StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
          StreamsConfig.STATE_DIR_CONFIG,
          StreamsConfig.NUM_STREAM_THREADS_CONFIG,
          StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
          StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
          StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
          StreamsConfig.GROUP_PROTOCOL_CONFIG,
          StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
          StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
          ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
          ProducerConfig.ACKS_CONFIG);

  private StreamsProperties() {}

  /** Refuses client properties that would break what we promise. */
  static Map<String, String> requireNotOwned(Map<String, String> clientProperties) {
    Set<String> refused = new TreeSet<>(clientProperties.keySet());
    refused.retainAll(OWNED);
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(
          "these Kafka properties are set by Stackspan and cannot be changed: " + refused);
    }
    return clientProperties;
  }

  static Properties of(
      StreamProcessorConfig config, String instanceId, RocksMemory memory, StreamMetrics metrics) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MILLIS);
    // A dead letter is as large as the record that it was.
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        (int) Math.min(Integer.MAX_VALUE, 2 * config.maxRecordBytes() + (1 << 20)));
    properties.putAll(config.kafka().properties());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(config));
    properties.put(StreamsConfig.STATE_DIR_CONFIG, config.dataDir().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbys());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
    // Ids make repeats harmless; transactions would only delay what the reader sees.
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
    properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instanceId);
    // On a first start, what agents have already written counts.
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // Nothing here goes by the records' own timestamps, and a bad one must not stop the loop.
    properties.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WallclockTimestampExtractor.class);
    properties.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, OversizedDeadLetters.class);
    properties.put(OversizedDeadLetters.METRICS, metrics);
    properties.put(OversizedDeadLetters.TOPIC, config.topics().deadLetters());
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    properties.put(BoundedRocksDb.MEMORY, memory);
    return properties;
  }

  private static String applicationId(StreamProcessorConfig config) {
    String segments = config.topics().segments();
    return segments.substring(0, segments.lastIndexOf('-')) + "-stream-processor";
  }
}
