package io.stackspan.index.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShardTest {
  private static final long NOW = 0;

  private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
  private final Shard shard = open();

  @AfterEach
  void close() throws IOException {
    shard.close();
  }

  @Test
  void idleWriterClosesAndSearchingGoesOn() throws IOException {
    write("t:a", 3);
    shard.commit(Map.of("stackspan-traces", "7"));

    shard.closeWriterIfIdle(NOW);

    assertThat(directory.listAll()).doesNotContain("write.lock");
    assertThat(shard.documents()).isEqualTo(1);
    assertThat(shard.versionOrNull("t:a")).isEqualTo(new SummaryVersion(0, 3));
    assertThat(DirectoryReader.listCommits(directory).get(0).getUserData())
        .containsEntry("stackspan-traces", "7");
  }

  @Test
  void lateRecordOpensTheWriterAgain() throws IOException {
    write("t:a", 3);
    shard.commit(Map.of());
    shard.closeWriterIfIdle(NOW);

    write("t:a", 4);
    write("t:b", 1);

    assertThat(shard.versionOrNull("t:a")).isEqualTo(new SummaryVersion(0, 4));
    shard.refresh();
    assertThat(shard.documents()).isEqualTo(2);
    assertThat(shard.versionOrNull("t:a")).isEqualTo(new SummaryVersion(0, 4));
  }

  @Test
  void writerWithUncommittedRecordsStays() throws IOException {
    write("t:a", 3);

    shard.closeWriterIfIdle(NOW);

    assertThat(shard.commit(Map.of())).isTrue();
    assertThat(shard.commit(Map.of())).isFalse();
  }

  @Test
  void deletedBlockIsGoneBeforeAndAfterTheRefresh() throws IOException {
    write("t:a", 3);
    shard.refresh();

    shard.delete("t:a");

    assertThat(shard.versionOrNull("t:a")).isNull();
    shard.refresh();
    assertThat(shard.versionOrNull("t:a")).isNull();
    assertThat(shard.documents()).isZero();
  }

  private void write(String block, long version) throws IOException {
    Document document = Fields.document(Fields.KIND_TRACE, block, "trace", 1);
    Fields.addRoot(document, block);
    SummaryVersion held = new SummaryVersion(0, version);
    document.add(new NumericDocValuesField(Fields.GENERATION, held.generation()));
    document.add(new NumericDocValuesField(Fields.VERSION, held.version()));
    shard.replace(block, List.of(document), held);
  }

  private Shard open() {
    try {
      return new Shard("p0/day", directory);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
