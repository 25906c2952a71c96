package io.stackspan.index.store;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.TraceSummary;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;

/** A {@link TraceIndex} on the heap, whose shards outlive it as files would. */
public final class HeapIndex implements Closeable {
  private final Map<String, Directory> directories = new TreeMap<>();
  private final List<ShardDirectories.ShardId> ids = new ArrayList<>();
  private TraceIndex index = open();

  public TraceIndex index() {
    return index;
  }

  /** Applies each to partition 0 and refreshes. */
  public HeapIndex with(Segment... segments) {
    return apply(0, segments, segment -> IndexEntry.ofSegment(segment.toByteArray()));
  }

  public HeapIndex with(DumpBatch... batches) {
    return apply(0, batches, batch -> IndexEntry.ofDumpBatch(batch.toByteArray()));
  }

  public HeapIndex with(TraceSummary... summaries) {
    return apply(0, summaries, summary -> IndexEntry.ofSummary(summary.toByteArray()));
  }

  public HeapIndex withSummary(int partition, TraceSummary summary) {
    return apply(
        partition, new TraceSummary[] {summary}, each -> IndexEntry.ofSummary(each.toByteArray()));
  }

  /** As after a restart: only what was committed is there. */
  public HeapIndex reopen() throws IOException {
    index.close();
    index = open();
    return this;
  }

  public HeapIndex commit() throws IOException {
    index.commit(Map.of());
    return this;
  }

  public List<String> shards() {
    return List.copyOf(directories.keySet());
  }

  /** Number of live documents of all kinds. */
  public int documents() {
    try (IndexView view = index.view()) {
      return view.searcher().getIndexReader().numDocs();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    index.close();
  }

  private interface ToEntry<T> {
    IndexEntry of(T message) throws UnusableRecordException;
  }

  private <T> HeapIndex apply(int partition, T[] messages, ToEntry<T> toEntry) {
    try {
      for (T message : messages) {
        index.apply(partition, toEntry.of(message));
      }
      index.refresh();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnusableRecordException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private TraceIndex open() {
    try {
      return TraceIndex.open(
          new ShardDirectories() {
            @Override
            public List<ShardId> existing() {
              return List.copyOf(ids);
            }

            @Override
            public Directory open(ShardId id) {
              Function<String, Directory> create =
                  name -> {
                    ids.add(id);
                    return new ByteBuffersDirectory();
                  };
              return new Kept(directories.computeIfAbsent(id.toString(), create));
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closing a heap directory would empty it. */
  private static final class Kept extends FilterDirectory {
    Kept(Directory in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}
