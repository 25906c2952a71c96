package io.stackspan.stream;

import io.stackspan.stream.topology.SkyWalkingInputTopology;
import io.stackspan.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;

/** Before the start: is Kafka there, with the topics that the topology needs? */
final class KafkaCheck {
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final StreamProcessorConfig config;

  KafkaCheck(StreamProcessorConfig config) {
    this.config = config;
  }

  /**
   * Waits for Kafka, not for topics.
   *
   * @throws StreamStartException with a line for each fault
   */
  void run() throws InterruptedException {
    Duration timeout = config.kafka().connectTimeout();
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      try {
        check(deadline - System.nanoTime());
        return;
      } catch (TimeoutException | KafkaException e) {
        // Also a host name that does not resolve: containers appear in any order.
        if (deadline - System.nanoTime() < PAUSE.toNanos()) {
          throw new StreamStartException(
              "Kafka at %s (stackspan.kafka.bootstrap-servers) did not answer within %d s"
                  .formatted(config.kafka().bootstrapServers(), timeout.toSeconds()),
              e);
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  private void check(long nanosLeft) throws InterruptedException, TimeoutException {
    Admin admin = Admin.create(config.kafka().properties());
    try {
      Set<String> existing =
          admin.listTopics().names().get(Math.max(1, nanosLeft), TimeUnit.NANOSECONDS);
      List<String> faults = missing(existing);
      faults.addAll(unequalPartitions(admin, existing));
      if (!faults.isEmpty()) {
        throw new StreamStartException(String.join(System.lineSeparator(), faults));
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException retriable) {
        throw retriable;
      }
      throw new StreamStartException(
          "Kafka at %s refused: %s".formatted(config.kafka().bootstrapServers(), e.getCause()), e);
    } finally {
      // A plain close would wait a minute for calls that nobody answers.
      admin.close(Duration.ZERO);
    }
  }

  private List<String> missing(Set<String> existing) {
    Topics topics = config.topics();
    Set<String> needed =
        new TreeSet<>(
            List.of(topics.segments(), topics.dumps(), topics.traces(), topics.deadLetters()));
    if (config.inputs().contains(SkyWalkingInputTopology.NAME)) {
      needed.add(Topics.SKYWALKING_SEGMENTS);
    }
    needed.removeAll(existing);
    List<String> faults = new ArrayList<>();
    needed.forEach(
        topic -> faults.add("topic " + topic + " is missing; './stackspan topics' creates it"));
    return faults;
  }

  private List<String> unequalPartitions(Admin admin, Set<String> existing)
      throws InterruptedException, ExecutionException {
    Topics topics = config.topics();
    List<String> present =
        List.of(topics.segments(), topics.dumps(), topics.traces()).stream()
            .filter(existing::contains)
            .toList();
    Map<String, Integer> counts = new TreeMap<>();
    for (TopicDescription topic : admin.describeTopics(present).allTopicNames().get().values()) {
      counts.put(topic.name(), topic.partitions().size());
    }
    return Set.copyOf(counts.values()).size() <= 1
        ? List.of()
        : List.of("these topics must have the same partition count, but have " + counts);
  }
}
