package io.stackspan.stream;

import static java.util.Objects.requireNonNull;

import io.stackspan.stream.topology.StreamMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a topology: start, state, failure, close. A failure that reaches a thread's end stops all of
 * them: half a processor would look alive and lag for ever.
 */
final class StreamRunner implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StreamRunner.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final KafkaStreams streams;
  private final StreamMetrics metrics;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

  StreamRunner(Topology topology, Properties properties, StreamMetrics metrics) {
    this.streams = new KafkaStreams(topology, properties);
    this.metrics = requireNonNull(metrics, "metrics");
    streams.setUncaughtExceptionHandler(this::fail);
    streams.setGlobalStateRestoreListener(new RestoreProgress(metrics));
    streams.setStateListener((now, before) -> log.info("stream is {} (was {})", now, before));
  }

  void start() {
    streams.start();
  }

  KafkaStreams streams() {
    return streams;
  }

  /** Completed, with the reason, when the stream has failed for good. */
  CompletableFuture<Throwable> failure() {
    return failure.copy();
  }

  Health health() {
    return switch (streams.state()) {
      case CREATED -> Health.STARTING;
      case REBALANCING -> metrics.restoreRemaining() > 0 ? Health.RESTORING : Health.REBALANCING;
      case RUNNING -> metrics.restoreRemaining() > 0 ? Health.RESTORING : Health.READY;
      case PENDING_SHUTDOWN, NOT_RUNNING -> Health.STOPPING;
      case PENDING_ERROR, ERROR -> Health.FAILED;
    };
  }

  /**
   * Leaves the group, so that other instances take over at once instead of after the session's
   * timeout.
   */
  @Override
  public void close() {
    boolean inTime =
        streams.close(
            CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_TIMEOUT));
    if (!inTime) {
      log.warn(
          "the stream did not stop within {} s; what it had not committed is read again next time",
          CLOSE_TIMEOUT.toSeconds());
    }
  }

  private StreamThreadExceptionResponse fail(Throwable cause) {
    log.error("the stream has failed and stops", cause);
    failure.complete(cause);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** What this process can do now. */
  enum Health {
    STARTING,
    REBALANCING,
    RESTORING,
    READY,
    STOPPING,
    FAILED;

    String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Adds up what is still to be read of the changelogs. */
  private static final class RestoreProgress implements StateRestoreListener {
    private final StreamMetrics metrics;
    private final Map<TopicPartition, Long> remaining = new ConcurrentHashMap<>();

    RestoreProgress(StreamMetrics metrics) {
      this.metrics = metrics;
    }

    @Override
    public void onRestoreStart(
        TopicPartition changelog, String storeName, long startOffset, long endOffset) {
      set(changelog, endOffset - startOffset);
    }

    @Override
    public void onBatchRestored(
        TopicPartition changelog, String storeName, long endOffset, long count) {
      set(changelog, remaining.getOrDefault(changelog, 0L) - count);
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String storeName, long total) {
      set(changelog, 0);
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String storeName, long total) {
      set(changelog, 0);
    }

    private void set(TopicPartition changelog, long records) {
      Long before = remaining.put(changelog, Math.max(0, records));
      metrics.addRestoreRemaining(Math.max(0, records) - (before == null ? 0 : before));
    }
  }
}
