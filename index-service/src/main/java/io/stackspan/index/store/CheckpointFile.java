package io.stackspan.index.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The durable {@link Checkpoint} of one partition. Written after all of the partition's buckets are
 * committed: one Lucene commit speaks for one bucket only, and neither the largest nor the smallest
 * offset over several commits is right after a crash between them.
 */
public final class CheckpointFile {
  private final Path file;

  CheckpointFile(Path file) {
    this.file = file;
  }

  /** {@link Checkpoint#NONE} when there is none yet. */
  public Checkpoint read() throws IOException {
    try {
      return Checkpoint.parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Checkpoint.NONE;
    } catch (IllegalArgumentException e) {
      throw new DataFolderException(
          "checkpoint "
              + file
              + " is damaged: "
              + e.getMessage()
              + "; delete it to index again what Kafka has",
          e);
    }
  }

  /** Returns when a crash cannot undo it. */
  public void write(Checkpoint checkpoint) throws IOException {
    DurableFile.write(file, checkpoint.toText());
  }
}
