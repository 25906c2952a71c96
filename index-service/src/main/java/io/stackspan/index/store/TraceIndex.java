package io.stackspan.index.store;

import io.stackspan.index.store.ShardDirectories.ShardId;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.util.IOUtils;

/**
 * The front door to all shards of this instance.
 *
 * <p>Threads: one applies, one commits, one refreshes, any may take a {@link #view}.
 */
public final class TraceIndex implements Closeable {
  /** Held, since the log manager forgets the level of a logger that nobody holds. */
  private static final Logger VECTOR_LOG =
      Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

  private static final Duration IDLE = Duration.ofMinutes(10);

  private final ShardDirectories directories;
  private final Map<Integer, PartitionIndex> partitions = new ConcurrentSkipListMap<>();

  private TraceIndex(ShardDirectories directories) {
    this.directories = directories;
  }

  /**
   * @param folder stays the caller's to close, after this
   */
  public static TraceIndex open(DataFolder folder) throws IOException {
    return open((ShardDirectories) folder);
  }

  static TraceIndex open(ShardDirectories directories) throws IOException {
    // Lucene asks for the incubating vector module, which nothing here would use.
    VECTOR_LOG.setLevel(Level.SEVERE);
    TraceIndex index = new TraceIndex(directories);
    try {
      for (ShardId id : directories.existing()) {
        index.partition(id.partition()).shard(id.bucket());
      }
      return index;
    } catch (IOException | RuntimeException e) {
      IOUtils.closeWhileHandlingException(index);
      throw e;
    }
  }

  /**
   * Visible after the next {@link #refresh}, safe after the next {@link #commit}. Applying an entry
   * again changes nothing.
   *
   * @return false: the index has a newer summary of the trace, and nothing was written
   */
  public boolean apply(int partition, IndexEntry entry) throws IOException {
    return partition(partition).apply(entry);
  }

  /** Makes everything applied so far visible to views taken from now on. */
  public void refresh() throws IOException {
    for (Shard shard : shards()) {
      shard.refresh();
    }
  }

  /**
   * Writes everything applied so far to disk, and closes writers that nobody has used for ten
   * minutes.
   *
   * @param userData by partition; travels with the commits, for whoever inspects a shard
   * @return number of shards that had something to commit
   */
  public int commit(Map<Integer, Map<String, String>> userData) throws IOException {
    int commits = 0;
    for (Map.Entry<Integer, PartitionIndex> partition : partitions.entrySet()) {
      Map<String, String> data = userData.getOrDefault(partition.getKey(), Map.of());
      for (Shard shard : partition.getValue().shards()) {
        if (shard.commit(data)) {
          commits++;
        } else {
          shard.closeWriterIfIdle(IDLE.toNanos());
        }
      }
    }
    return commits;
  }

  /** What is searchable now; the caller closes it. */
  public IndexView view() {
    return IndexView.of(shards());
  }

  public IndexSize size() throws IOException {
    List<Shard> shards = shards();
    long documents = 0;
    long bytes = 0;
    for (Shard shard : shards) {
      documents += shard.documents();
      bytes += shard.bytes();
    }
    return new IndexSize(shards.size(), documents, bytes);
  }

  /** Without a commit: what was not committed will be replayed. */
  @Override
  public void close() throws IOException {
    IOUtils.close(shards());
  }

  private List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    partitions.values().forEach(partition -> shards.addAll(partition.shards()));
    return shards;
  }

  private PartitionIndex partition(int partition) {
    return partitions.computeIfAbsent(partition, number -> new PartitionIndex(number, directories));
  }
}
