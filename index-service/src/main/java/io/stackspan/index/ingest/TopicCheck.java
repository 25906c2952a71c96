package io.stackspan.index.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at Kafka once, before anything is started. */
final class TopicCheck {
  private final KafkaInput input;

  TopicCheck(KafkaInput input) {
    this.input = input;
  }

  /**
   * Number of partitions that the three topics have.
   *
   * @throws KafkaUnavailableException when Kafka does not answer in time, or topics are missing or
   *     of different size
   */
  int partitions() throws InterruptedException {
    List<String> needed = new ArrayList<>(input.topicNames());
    needed.add(input.topics().deadLetters());
    try (Admin admin = Admin.create(input.adminProperties())) {
      Map<String, Integer> counts = new TreeMap<>();
      List<String> missing = new ArrayList<>();
      for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
          admin.describeTopics(needed).topicNameValues().entrySet()) {
        try {
          counts.put(topic.getKey(), topic.getValue().get().partitions().size());
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
            throw unavailable(e.getCause() != null ? e.getCause() : e);
          }
          missing.add(topic.getKey());
        }
      }
      return same(counts, missing);
    } catch (KafkaException e) {
      throw unavailable(e);
    }
  }

  private int same(Map<String, Integer> counts, List<String> missing) {
    if (!missing.isEmpty()) {
      throw new KafkaUnavailableException(
          "Kafka at "
              + input.bootstrapServers()
              + " has no topic "
              + String.join(", ", missing.stream().sorted().toList())
              + "; './stackspan topics' creates what is missing",
          null);
    }
    counts.remove(input.topics().deadLetters());
    if (counts.values().stream().distinct().count() > 1) {
      throw new KafkaUnavailableException(
          "topics must have the same partition count, so that a trace has one partition in all of"
              + " them, but have "
              + counts,
          null);
    }
    return counts.values().iterator().next();
  }

  private KafkaUnavailableException unavailable(Throwable cause) {
    String kafka = "Kafka at " + input.bootstrapServers() + " (stackspan.kafka.bootstrap-servers)";
    if (cause instanceof TimeoutException) {
      return new KafkaUnavailableException(
          kafka + " did not answer within " + input.connectTimeout().toSeconds() + " s", cause);
    }
    Throwable root = cause.getCause() != null ? cause.getCause() : cause;
    return new KafkaUnavailableException(kafka + " cannot be used: " + root.getMessage(), cause);
  }
}
