package io.stackspan.agent.instrument.kafka;

import io.stackspan.agent.instrument.bootstrap.WeakIdentityTable;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** What a client was configured with, remembered as long as the client lives. */
final class ClientNames {
  private static final String UNKNOWN = "unknown";
  private static final int MAX_CLIENTS = 4096;

  private final WeakIdentityTable names = new WeakIdentityTable(MAX_CLIENTS);

  /** {@code host:port}, several separated by commas; {@code unknown} if the version hides it. */
  String bootstrapServers(Object producer) {
    return name(
        producer,
        () -> {
          ProducerConfig config = (ProducerConfig) field(producer, "producerConfig");
          return config == null
              ? UNKNOWN
              : String.join(",", config.getList(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
        });
  }

  /** {@code unknown} for a consumer without a group. */
  String group(KafkaConsumer<?, ?> consumer) {
    return name(
        consumer,
        () -> {
          try {
            return consumer.groupMetadata().groupId();
          } catch (NoSuchMethodError e) {
            // Before 2.5: optional text from 2.2 on, text in another place before.
            Object group = field(consumer, "groupId");
            Object coordinator = group == null ? field(consumer, "coordinator") : null;
            if (coordinator != null) {
              group = field(coordinator, "groupId");
            }
            Object value = group instanceof Optional ? ((Optional<?>) group).orElse(null) : group;
            return value == null ? UNKNOWN : value.toString();
          }
        });
  }

  private String name(Object client, Callable<String> question) {
    String known = (String) names.get(client);
    if (known == null) {
      try {
        known = question.call();
      } catch (Exception e) {
        known = UNKNOWN;
      }
      names.put(client, known);
    }
    return known;
  }

  private static @Nullable Object field(Object object, String name)
      throws ReflectiveOperationException {
    Class<?> type = object.getClass();
    while (type != null) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field.get(object);
        }
      }
      // A subclass of the application's.
      type = type.getSuperclass();
    }
    return null;
  }
}
