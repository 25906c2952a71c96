package io.stackspan.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path dir;

  @Test
  void open_createsTheFolderAndCanBeRepeated() throws Exception {
    Path folder = dir.resolve("a/b");

    DataFolder.open(folder).close();
    try (DataFolder again = DataFolder.open(folder)) {
      assertThat(again.kafka()).isEqualTo(folder.resolve("kafka"));
    }

    assertThat(folder.resolve("format")).hasContent("1");
  }

  @Test
  void open_refusesAFolderInUse() throws Exception {
    try (DataFolder first = DataFolder.open(dir)) {
      assertThatThrownBy(() -> DataFolder.open(dir))
          .isInstanceOf(StandaloneStartException.class)
          .hasMessage("data folder " + first.path() + " is in use by another standalone");
    }
  }

  @Test
  void open_refusesANewerFormatAndLetsTheFolderGo() throws Exception {
    Files.writeString(dir.resolve("format"), "2\n");

    assertThatThrownBy(() -> DataFolder.open(dir))
        .hasMessage(
            "data folder %s is from a newer version of Stackspan (format 2; this one reads up to 1)",
            dir);
    Files.writeString(dir.resolve("format"), "1\n");
    DataFolder.open(dir).close();
  }

  /** A path below a file cannot be written, not even by root. */
  @Test
  void open_namesAFolderThatCannotBeWritten() throws Exception {
    Path file = Files.createFile(dir.resolve("file"));

    assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
        .isInstanceOf(StandaloneStartException.class)
        .hasMessageContaining("data folder " + file.resolve("data") + " is not writable")
        .hasMessageNotContaining("\n");
  }

  @Test
  void open_refusesAFormatThatIsNoNumber() throws Exception {
    Files.writeString(dir.resolve("format"), "one");

    assertThatThrownBy(() -> DataFolder.open(dir))
        .hasMessage(dir.resolve("format") + " does not hold the number of a format");
  }
}
