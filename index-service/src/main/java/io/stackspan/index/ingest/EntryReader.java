package io.stackspan.index.ingest;

import io.stackspan.index.store.IndexEntry;
import io.stackspan.index.store.UnusableRecordException;
import io.stackspan.wire.Topics;
import org.jspecify.annotations.Nullable;

/** From a record's bytes to what the index takes. Pure: any failure is the record's. */
final class EntryReader {
  private final Topics topics;

  EntryReader(Topics topics) {
    this.topics = topics;
  }

  IndexEntry read(String topic, byte @Nullable [] value) throws UnusableRecordException {
    if (value == null) {
      throw new UnusableRecordException("empty", "the record has no value");
    }
    try {
      if (topic.equals(topics.segments())) {
        return IndexEntry.ofSegment(value);
      }
      if (topic.equals(topics.dumps())) {
        return IndexEntry.ofDumpBatch(value);
      }
      return IndexEntry.ofSummary(value);
    } catch (RuntimeException e) {
      // Nothing but the record was touched, so nothing but the record can be at fault.
      throw new UnusableRecordException("unreadable", "the record cannot be read: " + e);
    }
  }
}
