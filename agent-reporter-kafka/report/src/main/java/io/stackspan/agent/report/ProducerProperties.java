package io.stackspan.agent.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The Kafka producer's settings: ours, the user's over them, and those that nobody changes. */
final class ProducerProperties {
  /** How long the reporter's own thread may wait inside the client. */
  static final int MAX_BLOCK_MILLIS = 1000;

  private static final Set<String> OWNED =
      Set.of(
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
          ProducerConfig.CLIENT_ID_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG);

  private static final Set<String> COMPRESSIONS = Set.of("gzip", "none");

  private ProducerProperties() {}

  static Map<String, Object> of(ReportConfig config, FirstWarnings warnings) {
    Map<String, Object> properties = defaults();
    Set<String> owned = new TreeSet<>();
    Set<String> unknown = new TreeSet<>();
    config
        .clientProperties()
        .forEach(
            (key, value) -> {
              if (OWNED.contains(key)) {
                owned.add(key);
                return;
              }
              if (!ProducerConfig.configNames().contains(key)) {
                unknown.add(key);
              }
              properties.put(key, value);
            });
    if (!owned.isEmpty()) {
      warnings.warn("owned", "the agent sets these Kafka properties itself: " + owned);
    }
    if (!unknown.isEmpty()) {
      warnings.warn("unknown", "Kafka's producer does not know these properties: " + unknown);
    }
    Object compression = properties.get(ProducerConfig.COMPRESSION_TYPE_CONFIG);
    if (!COMPRESSIONS.contains(String.valueOf(compression))) {
      String message = "compression.type " + compression + " is not in the agent; gzip is used";
      warnings.warn("compression", message);
      properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    }
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, "stackspan-agent-" + config.instance());
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    return properties;
  }

  private static Map<String, Object> defaults() {
    Map<String, Object> properties = new HashMap<>();
    // A segment that was counted as sent is on every in-sync replica.
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    // RATIONALE.md: the readers know a repeated segment, and a producer without a broker-side
    // identity can neither be fenced nor be refused for ever.
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "20");
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    // Segments with many dumps compress to a tenth; the broker's limit is on what is compressed.
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(4 << 20));
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, String.valueOf(16 << 20));
    // What was given to the client outlives an outage as what waits in the queue does.
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "600000");
    // No reporter of metrics: neither to JMX nor to the broker.
    properties.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
    properties.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, "false");
    return properties;
  }
}
