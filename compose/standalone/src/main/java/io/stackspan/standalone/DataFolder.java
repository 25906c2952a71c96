package io.stackspan.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The one folder of standalone, held by one process at a time. The lock goes with the process, also
 * after kill -9.
 */
final class DataFolder implements AutoCloseable {
  /** Raised when an older Stackspan could no longer read what a newer one has written. */
  static final int FORMAT = 1;

  private static final String FORMAT_FILE = "format";
  private static final String LOCK_FILE = "lock";

  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Creates the folder if it is missing.
   *
   * @throws StandaloneStartException when it cannot be written, is in use, or is from a newer
   *     version
   */
  static DataFolder open(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    FileChannel lock;
    try {
      Files.createDirectories(path);
      lock =
          FileChannel.open(
              path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StandaloneStartException(
          "data folder " + path + " is not writable: " + reasonOf(e), e);
    }
    try {
      requireLock(path, lock);
      requireReadableFormat(path);
      return new DataFolder(path, lock);
    } catch (StandaloneStartException e) {
      closeQuietly(lock, e);
      throw e;
    }
  }

  Path kafka() {
    return path.resolve("kafka");
  }

  Path stream() {
    return path.resolve("stream");
  }

  Path index() {
    return path.resolve("index");
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static void requireLock(Path path, FileChannel channel) {
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very process.
      lock = null;
    } catch (IOException e) {
      throw new StandaloneStartException("data folder " + path + " cannot be locked: " + e, e);
    }
    if (lock == null) {
      throw new StandaloneStartException(
          "data folder " + path + " is in use by another standalone", null);
    }
  }

  private static void requireReadableFormat(Path path) {
    Path file = path.resolve(FORMAT_FILE);
    try {
      if (!Files.exists(file)) {
        Files.writeString(file, FORMAT + "\n");
        return;
      }
      int format = Integer.parseInt(Files.readString(file).trim());
      if (format > FORMAT) {
        throw new StandaloneStartException(
            "data folder %s is from a newer version of Stackspan (format %d; this one reads up to %d)"
                .formatted(path, format, FORMAT),
            null);
      }
    } catch (IOException e) {
      throw new StandaloneStartException(
          "data folder " + path + " is not writable: " + reasonOf(e), e);
    } catch (NumberFormatException e) {
      throw new StandaloneStartException(file + " does not hold the number of a format", e);
    }
  }

  /** The kind tells more than the message, which is often the path alone. */
  private static String reasonOf(IOException e) {
    String kind = e.getClass().getSimpleName().replace("Exception", "");
    return kind.equals("IO") ? String.valueOf(e.getMessage()) : kind + " " + e.getMessage();
  }

  private static void closeQuietly(FileChannel lock, StandaloneStartException failure) {
    try {
      lock.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
