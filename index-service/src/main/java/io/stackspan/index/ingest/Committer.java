package io.stackspan.index.ingest;

import io.stackspan.index.metrics.IndexMetrics;
import io.stackspan.index.store.Checkpoint;
import io.stackspan.index.store.DataFolder;
import io.stackspan.index.store.IndexSize;
import io.stackspan.index.store.TraceIndex;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes durable what has been applied. Reading goes on meanwhile: what a commit holds beyond its
 * positions is applied again after a crash, and changes nothing. One thread.
 */
final class Committer {
  private final TraceIndex index;
  private final DataFolder folder;
  private final DeadLetters deadLetters;
  private final Progress progress;
  private final IndexMetrics metrics;
  private final Map<Integer, Checkpoint> written = new HashMap<>();

  Committer(
      TraceIndex index,
      DataFolder folder,
      DeadLetters deadLetters,
      Progress progress,
      IndexMetrics metrics) {
    this.index = index;
    this.folder = folder;
    this.deadLetters = deadLetters;
    this.progress = progress;
    this.metrics = metrics;
  }

  /**
   * The order is the guarantee: positions first, then everything they speak for, then the
   * positions' own files.
   *
   * @return positions that are durable now and were not before
   */
  Map<TopicPartition, OffsetAndMetadata> commit() throws IOException {
    long startNanos = System.nanoTime();
    Map<Integer, Checkpoint> checkpoints = progress.checkpoints();
    deadLetters.flush();
    int commits = index.commit(userData(checkpoints));
    Map<TopicPartition, OffsetAndMetadata> durable = new HashMap<>();
    for (Map.Entry<Integer, Checkpoint> entry : checkpoints.entrySet()) {
      int partition = entry.getKey();
      Checkpoint checkpoint = entry.getValue();
      if (!checkpoint.equals(written.get(partition))) {
        folder.checkpoint(partition).write(checkpoint);
        written.put(partition, checkpoint);
        checkpoint
            .offsets()
            .forEach(
                (topic, offset) ->
                    durable.put(
                        new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
      }
    }
    if (!durable.isEmpty()) {
      metrics.committed(Duration.ofNanos(System.nanoTime() - startNanos), commits);
      IndexSize size = index.size();
      metrics.size(size.shards(), size.documents(), size.bytes());
    }
    return durable;
  }

  private static Map<Integer, Map<String, String>> userData(Map<Integer, Checkpoint> checkpoints) {
    Map<Integer, Map<String, String>> data = new HashMap<>();
    checkpoints.forEach(
        (partition, checkpoint) -> {
          Map<String, String> offsets = new HashMap<>();
          checkpoint.offsets().forEach((topic, next) -> offsets.put(topic, String.valueOf(next)));
          data.put(partition, offsets);
        });
    return data;
  }
}
