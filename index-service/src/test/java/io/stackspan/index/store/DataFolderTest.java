package io.stackspan.index.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path dir;

  @Test
  void findsItsShardsAgain() throws Exception {
    var id = new ShardDirectories.ShardId(3, "2026-11-22");
    try (DataFolder folder = DataFolder.open(dir.resolve("index"));
        Directory shard = folder.open(id)) {
      shard.createOutput("x", org.apache.lucene.store.IOContext.DEFAULT).close();
      folder.checkpoint(3).write(Checkpoint.NONE);

      assertThat(folder.existing()).containsExactly(id);
    }
  }

  @Test
  void secondProcessIsRefused() throws Exception {
    try (DataFolder first = DataFolder.open(dir)) {
      assertThat(first.existing()).isEmpty();
      assertThatThrownBy(() -> DataFolder.open(dir))
          .isInstanceOf(DataFolderException.class)
          .hasMessage("data folder " + dir + " is in use by another index-service");
    }
    DataFolder.open(dir).close();
  }

  @Test
  void newerFormatIsRefused() throws Exception {
    Files.writeString(dir.resolve("format"), "stackspan-index 2\n");

    assertThatThrownBy(() -> DataFolder.open(dir))
        .isInstanceOf(DataFolderException.class)
        .hasMessage(
            "data folder " + dir + " has format 2, written by a newer version; this one knows 1");
  }

  @Test
  void foreignFolderIsRefused() throws Exception {
    Files.writeString(dir.resolve("format"), "something");

    assertThatThrownBy(() -> DataFolder.open(dir)).hasMessageContaining("is not an index");
  }

  @Test
  void folderThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "");

    assertThatThrownBy(() -> DataFolder.open(file.resolve("index")))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("data folder " + file.resolve("index") + " cannot be written");
  }
}
