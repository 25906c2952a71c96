package io.stackspan.agent.report;

import static java.util.Objects.requireNonNull;

import io.stackspan.wire.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Where to report, as whom, and how much may wait. Immutable. */
public final class ReportConfig {
  private final String service;
  private final String instance;
  private final String version;
  private final String bootstrapServers;
  private final Topics topics;
  private Map<String, String> clientProperties = Map.of();
  private long queueBytes = 8L << 20;
  private int queueRecords = 10_000;
  private Duration heartbeat = Duration.ofSeconds(10);

  private ReportConfig(
      String service, String instance, String version, String bootstrapServers, Topics topics) {
    this.service = service;
    this.instance = instance;
    this.version = version;
    this.bootstrapServers = bootstrapServers;
    this.topics = topics;
  }

  /**
   * At most 8 MiB and 10,000 segments wait; a heartbeat every 10 s.
   *
   * @param instance unique among the running processes of the service
   * @param version of the agent
   * @param bootstrapServers {@code host:port,…}
   */
  public static ReportConfig of(
      String service, String instance, String version, String bootstrapServers, Topics topics) {
    return new ReportConfig(
        requireNonNull(service, "service"),
        requireNonNull(instance, "instance"),
        requireNonNull(version, "version"),
        requireNonNull(bootstrapServers, "bootstrapServers"),
        requireNonNull(topics, "topics"));
  }

  /** Kafka producer properties; those that the reporter needs for itself are not taken. */
  public ReportConfig withClientProperties(Map<String, String> properties) {
    ReportConfig copy = copy();
    copy.clientProperties = new TreeMap<>(properties);
    return copy;
  }

  /**
   * What may wait for Kafka; what comes when it is full is dropped and counted.
   *
   * @param bytes estimated size in memory
   */
  public ReportConfig withQueue(long bytes, int records) {
    if (bytes < 1 || records < 1) {
      throw new IllegalArgumentException("queue of " + bytes + " bytes, " + records + " records");
    }
    ReportConfig copy = copy();
    copy.queueBytes = bytes;
    copy.queueRecords = records;
    return copy;
  }

  /** Time between two heartbeats, and until the first. */
  public ReportConfig withHeartbeat(Duration interval) {
    ReportConfig copy = copy();
    copy.heartbeat = requireNonNull(interval, "interval");
    return copy;
  }

  private ReportConfig copy() {
    ReportConfig copy = new ReportConfig(service, instance, version, bootstrapServers, topics);
    copy.clientProperties = clientProperties;
    copy.queueBytes = queueBytes;
    copy.queueRecords = queueRecords;
    copy.heartbeat = heartbeat;
    return copy;
  }

  public String service() {
    return service;
  }

  public String instance() {
    return instance;
  }

  public String version() {
    return version;
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  public Topics topics() {
    return topics;
  }

  public Map<String, String> clientProperties() {
    return clientProperties;
  }

  public long queueBytes() {
    return queueBytes;
  }

  public int queueRecords() {
    return queueRecords;
  }

  public Duration heartbeat() {
    return heartbeat;
  }
}
