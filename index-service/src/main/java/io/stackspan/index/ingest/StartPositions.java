package io.stackspan.index.ingest;

import static java.util.Objects.requireNonNull;

import io.stackspan.index.metrics.IndexMetrics;
import io.stackspan.index.store.Checkpoint;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where reading starts or goes on, given what is on disk and what the log still has. */
final class StartPositions {
  private static final Logger log = LoggerFactory.getLogger(StartPositions.class);

  private final Consumer<byte[], byte[]> consumer;
  private final Progress progress;
  private final IndexMetrics metrics;

  StartPositions(Consumer<byte[], byte[]> consumer, Progress progress, IndexMetrics metrics) {
    this.consumer = consumer;
    this.progress = progress;
    this.metrics = metrics;
  }

  /** Assigns all partitions and seeks: to the checkpoint, or to the beginning without one. */
  void resume(List<TopicPartition> partitions, Map<Integer, Checkpoint> checkpoints) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    for (TopicPartition at : partitions) {
      Checkpoint checkpoint = checkpoints.getOrDefault(at.partition(), Checkpoint.NONE);
      resume(at, checkpoint.offsets().get(at.topic()), of(first, at), of(end, at));
    }
  }

  private void resume(TopicPartition at, @Nullable Long wanted, long first, long end) {
    long offset = wanted == null ? first : wanted;
    if (offset > end) {
      log.warn(
          "{} ends at {}, before the checkpoint {}: the topic was made anew. Reading it from its"
              + " beginning.",
          at,
          end,
          offset);
      offset = first;
    }
    progress.starts(at, offset, end);
    if (offset < first) {
      skip(at, offset, first);
    } else {
      consumer.seek(at, offset);
    }
  }

  /** The log was cut in front of us while running: goes on at its beginning. */
  void recover(Map<TopicPartition, Long> outOfRange) {
    Map<TopicPartition, Long> first = consumer.beginningOffsets(outOfRange.keySet());
    outOfRange.forEach((at, offset) -> skip(at, offset, of(first, at)));
  }

  private static long of(Map<TopicPartition, Long> offsets, TopicPartition at) {
    return requireNonNull(offsets.get(at), () -> "Kafka did not tell an offset of " + at);
  }

  private void skip(TopicPartition at, long from, long to) {
    consumer.seek(at, to);
    if (to <= from) {
      log.warn("{} no longer reaches offset {}: the topic was made anew.", at, from);
      progress.applied(at, to);
      return;
    }
    log.warn(
        "{} no longer has the records from {} to {}: they are missing in the index. Keep the log"
            + " longer than the index-service may be away.",
        at,
        from,
        to - 1);
    progress.skipped(at, from, to);
    metrics.gap(to - from);
  }
}
