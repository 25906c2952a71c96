package io.stackspan.index.store;

import io.stackspan.index.store.IndexEntry.BatchEntry;
import io.stackspan.index.store.IndexEntry.SegmentEntry;
import io.stackspan.index.store.IndexEntry.TraceEntry;
import io.stackspan.index.store.ShardDirectories.ShardId;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The shards of one partition, and the rules by which records replace each other. One thread
 * applies.
 */
final class PartitionIndex {
  private final int partition;
  private final ShardDirectories directories;
  private final Map<String, Shard> shards = new ConcurrentSkipListMap<>();

  PartitionIndex(int partition, ShardDirectories directories) {
    this.partition = partition;
    this.directories = directories;
  }

  Collection<Shard> shards() {
    return shards.values();
  }

  /**
   * @return false: the index has a newer summary, and nothing was written
   */
  boolean apply(IndexEntry entry) throws IOException {
    return switch (entry) {
      case SegmentEntry segment -> applySegment(segment);
      case BatchEntry batch -> applyBatch(batch);
      case TraceEntry trace -> applyTrace(trace);
    };
  }

  /** The segment's block name is also on its open spans, which thereby go. */
  private boolean applySegment(SegmentEntry entry) throws IOException {
    Shard home = shard(entry.bucket());
    home.replace(entry.segment(), entry.documents(), SummaryVersion.NONE);
    Shard other = elsewhereOrNull(entry.bucket(), entry.openSpans());
    if (other != null) {
      other.delete(entry.openSpans());
    }
    return true;
  }

  private boolean applyBatch(BatchEntry entry) throws IOException {
    Shard home = shard(entry.bucket());
    home.replace(entry.batch(), entry.documents(), SummaryVersion.NONE);
    boolean ended =
        home.versionOrNull(entry.segment()) != null
            || elsewhereOrNull(entry.bucket(), entry.segment()) != null;
    if (!ended && !entry.openDocuments().isEmpty()) {
      home.replace(entry.openSpans(), entry.openDocuments(), SummaryVersion.NONE);
    }
    return true;
  }

  /** A replay delivers old summaries again; the highest one stays, wherever its start put it. */
  private boolean applyTrace(TraceEntry entry) throws IOException {
    Shard home = shard(entry.bucket());
    Shard other = elsewhereOrNull(entry.bucket(), entry.trace());
    if (isOlder(entry, home) || (other != null && isOlder(entry, other))) {
      return false;
    }
    home.replace(entry.trace(), List.of(entry.document()), entry.version());
    if (other != null) {
      other.delete(entry.trace());
    }
    return true;
  }

  private static boolean isOlder(TraceEntry entry, Shard shard) throws IOException {
    SummaryVersion held = shard.versionOrNull(entry.trace());
    return held != null && entry.version().compareTo(held) < 0;
  }

  /** Only records that were placed by their own time can have relatives in other buckets. */
  private @Nullable Shard elsewhereOrNull(Bucket home, String block) throws IOException {
    if (home.fromId()) {
      return null;
    }
    for (Map.Entry<String, Shard> shard : shards.entrySet()) {
      if (!shard.getKey().equals(home.name()) && shard.getValue().versionOrNull(block) != null) {
        return shard.getValue();
      }
    }
    return null;
  }

  /** Also for shards that exist already. */
  Shard shard(String bucket) throws IOException {
    Shard shard = shards.get(bucket);
    if (shard == null) {
      ShardId id = new ShardId(partition, bucket);
      shard = new Shard(id.toString(), directories.open(id));
      shards.put(bucket, shard);
    }
    return shard;
  }

  private Shard shard(Bucket bucket) throws IOException {
    return shard(bucket.name());
  }
}
