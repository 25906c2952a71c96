package io.stackspan.index.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.IOUtils;

/**
 * All shards as they were at one moment, searched as one index. Documents of one trace may lie in
 * different shards; over this view nobody needs to know.
 *
 * <p>For one thread; close it in any case, since it keeps files open.
 */
public final class IndexView implements Closeable {
  private final IndexReader reader;
  private final IndexSearcher searcher;
  private final int shardsAsked;
  private final List<String> failures;

  private IndexView(IndexReader reader, int shardsAsked, List<String> failures) {
    this.reader = reader;
    // No executor: the collectors used here are for one thread.
    this.searcher = new IndexSearcher(reader);
    this.shardsAsked = shardsAsked;
    this.failures = List.copyOf(failures);
  }

  static IndexView of(Collection<Shard> shards) {
    List<IndexSearcher> acquired = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    try {
      for (Shard shard : shards) {
        acquire(shard, acquired, failures);
      }
      IndexReader[] readers =
          acquired.stream().map(IndexSearcher::getIndexReader).toArray(IndexReader[]::new);
      // Takes a reference of its own to each reader.
      return new IndexView(new MultiReader(readers, false), shards.size(), failures);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      acquired.forEach(IndexView::release);
    }
  }

  public IndexSearcher searcher() {
    return searcher;
  }

  public int shardsAsked() {
    return shardsAsked;
  }

  /** A line for each shard that could not be opened. */
  public List<String> failures() {
    return failures;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private static void acquire(Shard shard, List<IndexSearcher> acquired, List<String> failures) {
    try {
      IndexSearcher searcher = shard.acquireOrNull();
      if (searcher != null) {
        acquired.add(searcher);
      }
    } catch (IOException | RuntimeException e) {
      failures.add("shard " + shard + " cannot be read: " + e);
    }
  }

  private static void release(IndexSearcher searcher) {
    IOUtils.closeWhileHandlingException(() -> Shard.release(searcher));
  }
}
