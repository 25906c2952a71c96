package io.stackspan.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.index.IndexConfig;
import io.stackspan.query.QueryApiConfig;
import io.stackspan.stream.StreamProcessorConfig;
import io.stackspan.wire.SettingKey;
import io.stackspan.wire.SettingTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/configuration.md says what the code says; the agent's part is tested beside the agent. */
class ConfigurationDocsTest {
  private final String documentation = read();

  @Test
  void streamProcessor() {
    assertThat(documentation).contains(SettingTable.markdown(StreamProcessorConfig.KEYS));
  }

  @Test
  void indexService() {
    assertThat(documentation).contains(SettingTable.markdown(IndexConfig.KEYS));
  }

  @Test
  void queryApi() {
    assertThat(documentation).contains(SettingTable.markdown(QueryApiConfig.KEYS));
  }

  @Test
  void standalone() {
    List<SettingKey> own =
        StandaloneConfig.KEYS.stream()
            .filter(key -> key.name().startsWith("stackspan.standalone."))
            .toList();
    assertThat(own).isNotEmpty();
    assertThat(documentation).contains(SettingTable.markdown(own));
  }

  @Test
  void topics() {
    assertThat(documentation).contains(SettingTable.markdown(TopicsMain.KEYS));
  }

  private static String read() {
    try {
      return Files.readString(Path.of("..", "..", "docs", "configuration.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
