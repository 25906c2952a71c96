package io.stackspan.broker;

import static java.util.Objects.requireNonNull;

import io.stackspan.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates Stackspan's topics with the recommended settings, and says where existing ones differ in
 * what matters: segments, dumps and traces must have the same partition count.
 */
public final class TopicSetup {
  private static final Duration READY_TIMEOUT = Duration.ofSeconds(30);
  private static final String DAY_MILLIS = "86400000";

  private final Admin admin;
  private final Map<String, NewTopic> wanted = new LinkedHashMap<>();
  private final List<String> samePartitions;

  /**
   * @param admin stays the caller's to close
   * @param partitions of the three trace topics and of foreign inputs
   * @param replication -1: the broker's default
   */
  public TopicSetup(Admin admin, Topics topics, int partitions, short replication) {
    this.admin = requireNonNull(admin, "admin");
    this.samePartitions = List.of(topics.segments(), topics.dumps(), topics.traces());
    Map<String, String> log =
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            DAY_MILLIS,
            // Agents may have bad clocks; retention must not believe them.
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime");
    for (String topic : samePartitions) {
      want(topic, partitions, replication, log);
    }
    want(Topics.SKYWALKING_SEGMENTS, partitions, replication, log);
    want(
        topics.agents(),
        1,
        replication,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            "compact,delete",
            TopicConfig.RETENTION_MS_CONFIG,
            DAY_MILLIS));
    want(
        topics.deadLetters(),
        1,
        replication,
        Map.of(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(Duration.ofDays(14).toMillis())));
  }

  private void want(String name, int partitions, short replication, Map<String, String> configs) {
    wanted.put(name, new NewTopic(name, partitions, replication).configs(configs));
  }

  /**
   * Creates what is missing, and returns when every new partition has a leader that answers.
   *
   * @return names of the topics that were created
   */
  public List<String> createMissing() throws InterruptedException {
    Set<String> existing = get(() -> admin.listTopics().names().get());
    List<NewTopic> missing = new ArrayList<>();
    for (NewTopic topic : wanted.values()) {
      if (!existing.contains(topic.name())) {
        missing.add(topic);
      }
    }
    for (NewTopic topic : missing) {
      create(topic);
    }
    for (NewTopic topic : missing) {
      awaitReady(topic);
    }
    return missing.stream().map(NewTopic::name).toList();
  }

  /**
   * A line for each existing or missing topic that is not as it must be; empty when all is well.
   */
  public List<String> faults() throws InterruptedException {
    Set<String> existing = get(() -> admin.listTopics().names().get());
    List<String> faults = new ArrayList<>();
    for (String topic : wanted.keySet()) {
      if (!existing.contains(topic)) {
        faults.add("topic " + topic + " is missing; './stackspan topics' creates it");
      }
    }
    List<String> present = samePartitions.stream().filter(existing::contains).toList();
    Map<String, Integer> counts = new TreeMap<>();
    for (TopicDescription topic :
        get(() -> admin.describeTopics(present).allTopicNames().get()).values()) {
      counts.put(topic.name(), topic.partitions().size());
    }
    if (Set.copyOf(counts.values()).size() > 1) {
      faults.add(
          "these topics must have the same partition count, so that a trace has one partition"
              + " everywhere, but have "
              + counts
              + "; add partitions to the smaller ones before any data is written");
    }
    return faults;
  }

  private void create(NewTopic topic) throws InterruptedException {
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      // Another process may have been faster.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(
            "cannot create topic " + topic.name() + ": " + e.getCause(), e);
      }
    }
  }

  /**
   * createTopics returns before the broker has opened the log; an idempotent producer that is
   * faster has its first batches refused for ever. listOffsets asks the leader itself.
   */
  private void awaitReady(NewTopic topic) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (int partition = 0; partition < topic.numPartitions(); partition++) {
      latest.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
    }
    long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
    while (true) {
      try {
        admin.listOffsets(latest).all().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "topic " + topic.name() + " was created, but its leader does not answer", e);
        }
        Thread.sleep(20);
      }
    }
  }

  private interface Call<T> {
    T get() throws ExecutionException, InterruptedException;
  }

  private static <T> T get(Call<T> call) throws InterruptedException {
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refused: " + e.getCause(), e.getCause());
    }
  }
}
