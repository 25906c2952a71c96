package io.stackspan.stream;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * How to reach Kafka.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param connectTimeout how long a start waits for Kafka
 * @param clientProperties ordinary client properties, such as TLS and SASL
 */
record KafkaAccess(
    String bootstrapServers, Duration connectTimeout, Map<String, String> clientProperties) {
  KafkaAccess {
    requireNonNull(bootstrapServers, "bootstrapServers");
    requireNonNull(connectTimeout, "connectTimeout");
    clientProperties = Map.copyOf(clientProperties);
  }

  /** For any client. */
  Properties properties() {
    Properties properties = new Properties();
    properties.putAll(clientProperties);
    properties.put("bootstrap.servers", bootstrapServers);
    return properties;
  }
}
