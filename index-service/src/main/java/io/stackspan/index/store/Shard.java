package io.stackspan.index.store;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * One Lucene index: a partition's records of one time bucket. The writer opens with the first write
 * and closes when idle; searching goes on either way.
 *
 * <p>Threads: one writes, one commits and closes idle writers, one refreshes, any search. The lock
 * keeps the writer from being closed under the first three; searches never wait for it.
 */
final class Shard implements Closeable {
  private final String name;
  private final Directory directory;
  private final Recent recent = new Recent();
  private final ReadWriteLock writerLock = new ReentrantReadWriteLock();

  private @Nullable IndexWriter writer;
  private @Nullable volatile SearcherManager searchers;
  private volatile long lastWriteNanos;

  /**
   * @param name {@code p3/2026-11-22}
   * @param directory is closed with the shard
   */
  Shard(String name, Directory directory) throws IOException {
    this.name = name;
    this.directory = directory;
    if (DirectoryReader.indexExists(directory)) {
      searchers = new SearcherManager(directory, new SearcherFactory());
    }
  }

  String name() {
    return name;
  }

  /** Everything that carries the block's name goes, the documents come, in one atomic step. */
  void replace(String block, List<Document> documents, SummaryVersion version) throws IOException {
    write(
        open -> {
          open.updateDocuments(new Term(Fields.BLOCK, block), documents);
          recent.written(block, version);
        });
  }

  void delete(String block) throws IOException {
    write(
        open -> {
          open.deleteDocuments(new Term(Fields.BLOCK, block));
          recent.deleted(block);
        });
  }

  /** The version of the block of this name; null when it is not here. Sees all writes so far. */
  @Nullable SummaryVersion versionOrNull(String block) throws IOException {
    Recent.Entry entry = recent.getOrNull(block);
    if (entry != null) {
      return entry.version();
    }
    IndexSearcher searcher = acquireOrNull();
    if (searcher == null) {
      return null;
    }
    try {
      return Roots.versionOrNull(searcher, block);
    } finally {
      release(searcher);
    }
  }

  /** Makes all writes so far visible to searches. */
  void refresh() throws IOException {
    writerLock.readLock().lock();
    try {
      SearcherManager manager = searchers;
      if (manager != null) {
        recent.beforeRefresh();
        manager.maybeRefreshBlocking();
        recent.afterRefresh();
      }
    } finally {
      writerLock.readLock().unlock();
    }
  }

  /**
   * @param userData travels with the commit
   * @return whether there was anything to commit
   */
  boolean commit(Map<String, String> userData) throws IOException {
    writerLock.readLock().lock();
    try {
      IndexWriter open = writer;
      if (open == null || !open.hasUncommittedChanges()) {
        return false;
      }
      open.setLiveCommitData(userData.entrySet());
      open.commit();
      return true;
    } finally {
      writerLock.readLock().unlock();
    }
  }

  /** Closes the writer, with its buffers and threads, when nothing was written for so long. */
  void closeWriterIfIdle(long idleNanos) throws IOException {
    if (System.nanoTime() - lastWriteNanos < idleNanos) {
      return;
    }
    writerLock.writeLock().lock();
    try {
      IndexWriter open = writer;
      if (open == null || open.hasUncommittedChanges()) {
        return;
      }
      open.close();
      writer = null;
      swapSearchers(new SearcherManager(directory, new SearcherFactory()));
    } finally {
      writerLock.writeLock().unlock();
    }
  }

  /** Null: the shard is so new that it has nothing. Give it back with {@link #release}. */
  @Nullable IndexSearcher acquireOrNull() throws IOException {
    while (true) {
      SearcherManager manager = searchers;
      if (manager == null) {
        return null;
      }
      try {
        return manager.acquire();
      } catch (AlreadyClosedException e) {
        if (manager == searchers) {
          throw e;
        }
      }
    }
  }

  long documents() throws IOException {
    IndexSearcher searcher = acquireOrNull();
    if (searcher == null) {
      return 0;
    }
    try {
      return searcher.getIndexReader().numDocs();
    } finally {
      release(searcher);
    }
  }

  long bytes() throws IOException {
    long bytes = 0;
    for (String file : directory.listAll()) {
      try {
        bytes += directory.fileLength(file);
      } catch (NoSuchFileException | FileNotFoundException e) {
        // A merge has just replaced it.
      }
    }
    return bytes;
  }

  static void release(IndexSearcher searcher) throws IOException {
    searcher.getIndexReader().decRef();
  }

  /** Does not commit: what was not committed will be replayed from Kafka. */
  @Override
  public void close() throws IOException {
    writerLock.writeLock().lock();
    try {
      IOUtils.close(() -> swapSearchers(null), this::rollback, directory);
    } finally {
      writerLock.writeLock().unlock();
    }
  }

  private interface Write {
    void on(IndexWriter writer) throws IOException;
  }

  private void write(Write write) throws IOException {
    lastWriteNanos = System.nanoTime();
    Lock lock = writerLock.readLock();
    lock.lock();
    try {
      IndexWriter open = writer;
      if (open != null) {
        write.on(open);
        return;
      }
    } finally {
      lock.unlock();
    }
    writerLock.writeLock().lock();
    try {
      write.on(openWriter());
    } finally {
      writerLock.writeLock().unlock();
    }
  }

  private IndexWriter openWriter() throws IOException {
    IndexWriter open = writer;
    if (open == null) {
      open = new IndexWriter(directory, WriterSettings.newConfig());
      writer = open;
      swapSearchers(new SearcherManager(open, new SearcherFactory()));
    }
    return open;
  }

  private void rollback() throws IOException {
    IndexWriter open = writer;
    if (open != null) {
      writer = null;
      open.rollback();
    }
  }

  private void swapSearchers(@Nullable SearcherManager next) throws IOException {
    SearcherManager last = searchers;
    searchers = next;
    if (last != null) {
      last.close();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
