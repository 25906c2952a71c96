package io.stackspan.index.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** All meters of the index service. Any thread. */
public final class IndexMetrics {
  private final MeterRegistry registry;
  private final Map<String, AtomicLong> lags = new ConcurrentHashMap<>();
  private final AtomicLong shards = new AtomicLong();
  private final AtomicLong documents = new AtomicLong();
  private final AtomicLong diskBytes = new AtomicLong();
  private final Timer commits;
  private final Timer refreshes;
  private final Counter shardCommits;
  private final Counter gapRecords;
  private final Counter staleSummaries;

  public IndexMetrics(MeterRegistry registry) {
    this.registry = registry;
    commits =
        Timer.builder("stackspan.index.commits")
            .description("Commits of all changed shards with their checkpoints")
            .register(registry);
    refreshes =
        Timer.builder("stackspan.index.refreshes")
            .description("Refreshes that made new records searchable")
            .register(registry);
    shardCommits =
        Counter.builder("stackspan.index.shards.committed")
            .description("Lucene commits, one per changed shard")
            .register(registry);
    gapRecords =
        Counter.builder("stackspan.index.gaps")
            .description("Records that the log no longer had when the index wanted them")
            .baseUnit("records")
            .register(registry);
    staleSummaries =
        Counter.builder("stackspan.index.summaries.stale")
            .description("Summaries left out because the index had a newer one: replays")
            .register(registry);
    Gauge.builder("stackspan.index.shards", shards, AtomicLong::get)
        .description("Shards (partition and time bucket) on disk")
        .register(registry);
    Gauge.builder("stackspan.index.documents", documents, AtomicLong::get)
        .description("Lucene documents at the last commit, of all kinds")
        .register(registry);
    Gauge.builder("stackspan.index.disk", diskBytes, AtomicLong::get)
        .description("Size of all shards at the last commit")
        .baseUnit("bytes")
        .register(registry);
  }

  /** A record was applied to the index. */
  public void recordIndexed(String topic, int bytes) {
    DistributionSummary.builder("stackspan.index.records")
        .description("Records applied, and their size")
        .baseUnit("bytes")
        .tag("topic", topic)
        .register(registry)
        .record(bytes);
  }

  /** A record went to the dead letters. */
  public void deadLetter(String reason) {
    Counter.builder("stackspan.index.dead.letters")
        .description("Records that could not be used")
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  public void staleSummary() {
    staleSummaries.increment();
  }

  public void gap(long records) {
    gapRecords.increment(records);
  }

  /** Records between the applied position and the end of the log. */
  public void lag(String topic, int partition, long records) {
    lags.computeIfAbsent(topic + '-' + partition, key -> lagGauge(topic, partition)).set(records);
  }

  public void committed(Duration duration, int shardsCommitted) {
    commits.record(duration);
    shardCommits.increment(shardsCommitted);
  }

  /** Whether the group took the offsets, which only lag tools read. */
  public void hint(boolean taken) {
    Counter.builder("stackspan.index.hints")
        .description("Offsets told to the consumer group, for lag tools")
        .tag("outcome", taken ? "ok" : "failed")
        .register(registry)
        .increment();
  }

  public void refreshed(Duration duration) {
    refreshes.record(duration);
  }

  public void size(long shardCount, long documentCount, long bytes) {
    shards.set(shardCount);
    documents.set(documentCount);
    diskBytes.set(bytes);
  }

  /**
   * @param request {@code search}, {@code fetch} or {@code suggest}
   * @param outcome {@code ok}, {@code timed_out}, {@code invalid} or {@code failed}
   */
  public void answered(String request, String outcome, Duration duration) {
    Timer.builder("stackspan.index.requests")
        .description("Requests answered")
        .tag("request", request)
        .tag("outcome", outcome)
        .register(registry)
        .record(duration);
  }

  private AtomicLong lagGauge(String topic, int partition) {
    AtomicLong lag = new AtomicLong();
    Gauge.builder("stackspan.index.lag", lag, AtomicLong::get)
        .description("Records between the applied position and the end of the log")
        .baseUnit("records")
        .tag("topic", topic)
        .tag("partition", String.valueOf(partition))
        .register(registry);
    return lag;
  }
}
