package io.stackspan.stream;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/** Makes every store share {@link RocksMemory}. Made by Kafka Streams. */
public final class BoundedRocksDb implements RocksDBConfigSetter {
  static final String MEMORY = "stackspan.stream.rocks-memory";

  /** The default of 16 MiB is meant for one large store; here are four small ones a partition. */
  private static final long WRITE_BUFFER_BYTES = 2 << 20;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    var memory = (RocksMemory) requireNonNull(configs.get(MEMORY), MEMORY);
    var table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.cache());
    table.setCacheIndexAndFilterBlocks(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.writeBuffers());
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
  }

  @Override
  public void close(String storeName, Options options) {
    // The memory is shared; who made it closes it.
  }
}
