package io.stackspan.index.store;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.store.Directory;

/** Where shards live: folders in production, the heap in unit tests. */
interface ShardDirectories {
  /** Shards that exist already. */
  List<ShardId> existing() throws IOException;

  /** Created if missing; the caller closes it. */
  Directory open(ShardId id) throws IOException;

  /**
   * @param bucket name of the time bucket
   */
  record ShardId(int partition, String bucket) {
    @Override
    public String toString() {
      return "p" + partition + '/' + bucket;
    }
  }
}
