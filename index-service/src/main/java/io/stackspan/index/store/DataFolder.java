package io.stackspan.index.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the index: {@code format}, {@code lock}, and per partition {@code
 * p<partition>/checkpoint} and {@code p<partition>/<bucket>/} with one Lucene index. Held by one
 * process at a time.
 */
public final class DataFolder implements ShardDirectories, AutoCloseable {
  /** Raised when older code could misread what newer code writes. */
  static final int FORMAT = 1;

  private static final Pattern FORMAT_LINE = Pattern.compile("stackspan-index (\\d{1,9})");
  private static final Pattern PARTITION = Pattern.compile("p(\\d{1,9})");

  private final Path root;
  private final FileChannel lockFile;

  private DataFolder(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /**
   * @param root created if missing
   * @throws DataFolderException when it cannot be written, is in use, or comes from a newer version
   */
  public static DataFolder open(Path root) {
    FileChannel lockFile = null;
    try {
      Files.createDirectories(root);
      lockFile =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!tryLock(lockFile)) {
        throw new DataFolderException(
            "data folder " + root + " is in use by another index-service", null);
      }
      checkFormat(root);
      return new DataFolder(root, lockFile);
    } catch (IOException e) {
      closeQuietly(lockFile, e);
      throw new DataFolderException("data folder " + root + " cannot be written: " + e, e);
    } catch (DataFolderException e) {
      closeQuietly(lockFile, e);
      throw e;
    }
  }

  @Override
  public List<ShardId> existing() throws IOException {
    List<ShardId> shards = new ArrayList<>();
    for (Path folder : foldersIn(root)) {
      Matcher matcher = PARTITION.matcher(folder.getFileName().toString());
      if (matcher.matches()) {
        int partition = Integer.parseInt(matcher.group(1));
        for (Path bucket : foldersIn(folder)) {
          shards.add(new ShardId(partition, bucket.getFileName().toString()));
        }
      }
    }
    return shards;
  }

  @Override
  public Directory open(ShardId id) throws IOException {
    return FSDirectory.open(partition(id.partition()).resolve(id.bucket()));
  }

  /** Where the partition's checkpoint is kept. */
  public CheckpointFile checkpoint(int partition) {
    return new CheckpointFile(partition(partition).resolve("checkpoint"));
  }

  /** Lets another process in. */
  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  private Path partition(int partition) {
    return root.resolve("p" + partition);
  }

  /** The channel's close gives the lock back. */
  private static boolean tryLock(FileChannel lockFile) throws IOException {
    try {
      FileLock lock = lockFile.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void checkFormat(Path root) throws IOException {
    Path file = root.resolve("format");
    if (!Files.exists(file)) {
      DurableFile.write(file, "stackspan-index " + FORMAT + '\n');
      return;
    }
    Matcher matcher = FORMAT_LINE.matcher(Files.readString(file).strip());
    if (!matcher.matches()) {
      throw new DataFolderException(
          "data folder " + root + " is not an index: its file 'format' says something else", null);
    }
    int format = Integer.parseInt(matcher.group(1));
    if (format > FORMAT) {
      throw new DataFolderException(
          "data folder "
              + root
              + " has format "
              + format
              + ", written by a newer version; this one knows "
              + FORMAT,
          null);
    }
  }

  private static List<Path> foldersIn(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel, Exception because) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
