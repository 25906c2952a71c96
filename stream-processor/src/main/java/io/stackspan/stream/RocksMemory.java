package io.stackspan.stream;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One memory budget for all stores of this process; without it each store of each partition would
 * take its own. Close it after the stores.
 */
final class RocksMemory implements AutoCloseable {
  private final Cache cache;
  private final WriteBufferManager writeBuffers;

  RocksMemory(long bytes) {
    RocksDB.loadLibrary();
    this.cache = new LRUCache(bytes);
    // Write buffers are charged to the cache, so the budget holds for both together.
    this.writeBuffers = new WriteBufferManager(bytes / 2, cache);
  }

  Cache cache() {
    return cache;
  }

  WriteBufferManager writeBuffers() {
    return writeBuffers;
  }

  @Override
  public void close() {
    writeBuffers.close();
    cache.close();
  }
}
