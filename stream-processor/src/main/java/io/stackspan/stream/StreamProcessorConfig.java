package io.stackspan.stream;

import static java.util.Objects.requireNonNull;

import io.stackspan.stream.topology.SkyWalkingInputTopology;
import io.stackspan.stream.topology.TraceTiming;
import io.stackspan.wire.SettingKey;
import io.stackspan.wire.Settings;
import io.stackspan.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings of the stream processor.
 *
 * @param host interface that health and metrics are served on
 * @param port 0: any free one
 * @param dataDir folder of the stores; may be deleted, Kafka has a copy
 * @param inputs foreign inputs that are switched on
 * @param threads stream threads in this process
 * @param standbys copies of each store on other instances
 * @param instanceId name in the consumer group; empty: one that is kept in the data folder
 * @param maxRecordBytes larger records are dead letters
 * @param rocksDbBytes bound of all stores' block caches and write buffers together
 * @param commitInterval what a crash makes us read again, at most
 */
public record StreamProcessorConfig(
    KafkaAccess kafka,
    Topics topics,
    String host,
    int port,
    Path dataDir,
    Set<String> inputs,
    int threads,
    int standbys,
    String instanceId,
    TraceTiming timing,
    long maxRecordBytes,
    long rocksDbBytes,
    Duration commitInterval) {
  private static final SettingKey BOOTSTRAP_SERVERS =
      SettingKey.of(
              "stackspan.kafka.bootstrap-servers",
              "localhost:9092",
              "Kafka's host:port, comma-separated.")
          .withFlag("kafka");
  private static final SettingKey TOPIC_PREFIX =
      SettingKey.of(
          "stackspan.kafka.topic-prefix", Topics.DEFAULT_PREFIX, "First part of all topic names.");
  private static final SettingKey CONNECT_TIMEOUT =
      SettingKey.of("stackspan.kafka.connect-timeout", "30s", "How long a start waits for Kafka.");
  private static final SettingKey HOST =
      SettingKey.of(
          "stackspan.stream.host", "127.0.0.1", "Interface that health and metrics listen on.");
  private static final SettingKey PORT =
      SettingKey.of(
          "stackspan.stream.port", "8082", "Port of health and metrics; 0 takes any free one.");
  private static final SettingKey DATA_DIR =
      SettingKey.of(
          "stackspan.stream.data-dir",
          "data/stream",
          "Folder of the join state; if it is lost, the state is read back from Kafka.");
  private static final SettingKey INPUTS =
      SettingKey.of(
          "stackspan.stream.inputs",
          "",
          "Foreign inputs to translate, comma-separated: skywalking.");
  private static final SettingKey THREADS =
      SettingKey.of("stackspan.stream.threads", "1", "Stream threads, 1 to 64.");
  private static final SettingKey STANDBYS =
      SettingKey.of(
          "stackspan.stream.standbys",
          "0",
          "Copies of the join state on other instances, 0 to 3; 1 makes a failover quick.");
  private static final SettingKey INSTANCE_ID =
      SettingKey.of(
          "stackspan.stream.instance-id",
          "",
          "Unique name in the consumer group, with which a restart gets its partitions back at"
              + " once; empty takes one that is kept in the data folder.");
  private static final SettingKey EMIT_DELAY =
      SettingKey.of(
          "stackspan.stream.emit-delay",
          "250ms",
          "Longest wait of a change that is not worth a summary at once, at least 10ms.");
  private static final SettingKey FINAL_AFTER =
      SettingKey.of(
          "stackspan.stream.final-after",
          "2m",
          "Quiet time after which a trace's summary is final; what comes later is late.");
  private static final SettingKey FORGET_AFTER =
      SettingKey.of(
          "stackspan.stream.forget-after",
          "30m",
          "Quiet time after which a trace's state is removed.");
  private static final SettingKey REMEMBER_FOR =
      SettingKey.of(
          "stackspan.stream.remember-for",
          "6h",
          "How long the totals of a removed trace are known, at least 1m.");
  private static final SettingKey MAX_RECORD_SIZE =
      SettingKey.of(
          "stackspan.stream.max-record-size", "4MiB", "Larger records go to the dead letters.");
  private static final SettingKey ROCKSDB_MEMORY =
      SettingKey.of(
          "stackspan.stream.rocksdb-memory",
          "64MiB",
          "Bound of all stores' caches and write buffers together, at least 8MiB.");
  private static final SettingKey COMMIT_INTERVAL =
      SettingKey.of(
          "stackspan.stream.commit-interval", "1s", "What a crash makes read again, at most.");

  /** Every setting, in the order of {@code --help}. */
  public static final List<SettingKey> KEYS =
      List.of(
          BOOTSTRAP_SERVERS,
          TOPIC_PREFIX,
          CONNECT_TIMEOUT,
          HOST,
          PORT,
          DATA_DIR,
          INPUTS,
          THREADS,
          STANDBYS,
          INSTANCE_ID,
          EMIT_DELAY,
          FINAL_AFTER,
          FORGET_AFTER,
          REMEMBER_FOR,
          MAX_RECORD_SIZE,
          ROCKSDB_MEMORY,
          COMMIT_INTERVAL);

  private static final Set<String> KNOWN_INPUTS = Set.of(SkyWalkingInputTopology.NAME);

  public StreamProcessorConfig {
    requireNonNull(kafka, "kafka");
    requireNonNull(topics, "topics");
    requireNonNull(host, "host");
    requireNonNull(dataDir, "dataDir");
    requireNonNull(instanceId, "instanceId");
    requireNonNull(timing, "timing");
    inputs = Set.copyOf(inputs);
  }

  /**
   * @throws io.stackspan.wire.SettingsException when a value is not of its kind
   * @throws IllegalArgumentException when values contradict each other
   */
  public static StreamProcessorConfig from(Settings settings) {
    return new StreamProcessorConfig(
        new KafkaAccess(
            settings.text(BOOTSTRAP_SERVERS),
            settings.duration(CONNECT_TIMEOUT),
            StreamsProperties.requireNotOwned(settings.kafkaProperties())),
        Topics.withPrefix(settings.text(TOPIC_PREFIX)),
        settings.text(HOST),
        settings.integer(PORT, 0, 65_535),
        Path.of(settings.text(DATA_DIR)),
        knownInputs(settings.list(INPUTS)),
        settings.integer(THREADS, 1, 64),
        settings.integer(STANDBYS, 0, 3),
        settings.text(INSTANCE_ID),
        new TraceTiming(
            atLeast(EMIT_DELAY, settings.duration(EMIT_DELAY), Duration.ofMillis(10)),
            settings.duration(FINAL_AFTER),
            settings.duration(FORGET_AFTER),
            atLeast(REMEMBER_FOR, settings.duration(REMEMBER_FOR), Duration.ofMinutes(1))),
        atLeast(MAX_RECORD_SIZE, settings.bytes(MAX_RECORD_SIZE), 1L),
        atLeast(ROCKSDB_MEMORY, settings.bytes(ROCKSDB_MEMORY), 8L << 20),
        atLeast(COMMIT_INTERVAL, settings.duration(COMMIT_INTERVAL), Duration.ofMillis(10)));
  }

  private static Set<String> knownInputs(List<String> inputs) {
    Set<String> unknown = new TreeSet<>(inputs);
    unknown.removeAll(KNOWN_INPUTS);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          INPUTS + ": unknown " + unknown + "; known are " + KNOWN_INPUTS);
    }
    return Set.copyOf(inputs);
  }

  private static <T extends Comparable<T>> T atLeast(SettingKey key, T value, T min) {
    if (value.compareTo(min) < 0) {
      throw new IllegalArgumentException(key + ": '" + value + "' is less than " + min);
    }
    return value;
  }
}
