package io.stackspan.index.store;

import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;

/** How every shard is written. */
final class WriterSettings {
  /** Newest first, as the main list shows it: that list then stops reading after one page. */
  static final Sort INDEX_SORT =
      new Sort(
          new SortField(Fields.START, SortField.Type.LONG, true),
          new SortField(Fields.TRACE_ID, SortField.Type.STRING, true));

  /** Every refresh empties it, so it fills only under a very high load. */
  private static final double BUFFER_MIB = 16;

  private WriterSettings() {}

  static IndexWriterConfig newConfig() {
    return new IndexWriterConfig()
        .setIndexSort(INDEX_SORT)
        .setParentField(Fields.PARENT)
        .setRAMBufferSizeMB(BUFFER_MIB)
        // Merging on refresh would hold back what is new by up to half a second.
        .setMaxFullFlushMergeWaitMillis(0)
        // A close without a checkpoint must look like a crash, not like half a commit.
        .setCommitOnClose(false);
  }
}
