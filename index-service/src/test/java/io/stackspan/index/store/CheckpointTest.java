package io.stackspan.index.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.proto.v1.Gap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          Map.of("stackspan-segments", 42L, "stackspan-traces", 7L),
          List.of(
              Gap.newBuilder()
                  .setTopic("stackspan-segments")
                  .setPartition(3)
                  .setFromOffset(5)
                  .setToOffset(9)
                  .build()));

  @Test
  void readsBackWhatItWrote(@TempDir Path dir) throws Exception {
    CheckpointFile file = new CheckpointFile(dir.resolve("p3").resolve("checkpoint"));
    assertThat(file.read()).isEqualTo(Checkpoint.NONE);

    file.write(new Checkpoint(Map.of("stackspan-segments", 1L), List.of()));
    file.write(CHECKPOINT);

    assertThat(file.read()).isEqualTo(CHECKPOINT);
    assertThat(dir.resolve("p3")).isDirectoryNotContaining("glob:**.next");
  }

  @Test
  void damagedFileIsNamed(@TempDir Path dir) throws Exception {
    Path path = dir.resolve("checkpoint");
    Files.writeString(path, "checkpoint 1\nnext stackspan-segments\n");

    assertThatThrownBy(() -> new CheckpointFile(path).read())
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining(path + " is damaged")
        .hasMessageContaining("delete it");
  }
}
