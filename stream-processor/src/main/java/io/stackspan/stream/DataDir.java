package io.stackspan.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The folder of the join state, with two small files of ours: the format's version, and the name
 * under which this instance is known to the consumer group.
 */
final class DataDir {
  private static final int FORMAT = 1;

  private final Path dir;

  private DataDir(Path dir) {
    this.dir = dir;
  }

  /**
   * @throws StreamStartException when the folder cannot be written, or is of a newer version
   */
  static DataDir open(Path dir) {
    try {
      Files.createDirectories(dir);
      DataDir dataDir = new DataDir(dir);
      dataDir.checkFormat();
      Path probe = Files.createTempFile(dir, "probe", null);
      Files.delete(probe);
      return dataDir;
    } catch (IOException e) {
      throw new StreamStartException(
          "the data folder " + dir + " (stackspan.stream.data-dir) cannot be written: " + e, e);
    }
  }

  /** The same each time, so that a restart, even after kill -9, is the same member at once. */
  String instanceId() {
    String name = "instance-id";
    try {
      return readOrWrite(name, "stream-" + UUID.randomUUID());
    } catch (IOException e) {
      throw new StreamStartException("cannot read or write " + dir.resolve(name) + ": " + e, e);
    }
  }

  private void checkFormat() throws IOException {
    String found = readOrWrite("format", Integer.toString(FORMAT));
    if (!found.equals(Integer.toString(FORMAT))) {
      throw new StreamStartException(
          "the data folder %s has format %s, this version knows %d; use a newer version, or delete"
                  .formatted(dir, found, FORMAT)
              + " the folder: its content is read back from Kafka");
    }
  }

  private String readOrWrite(String name, String value) throws IOException {
    Path file = dir.resolve(name);
    if (!Files.exists(file)) {
      Files.writeString(file, value);
    }
    return Files.readString(file).strip();
  }
}
