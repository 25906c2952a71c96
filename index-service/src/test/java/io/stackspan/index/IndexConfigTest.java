package io.stackspan.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.wire.Settings;
import io.stackspan.wire.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IndexConfigTest {
  @Test
  void defaultsStartAgainstALocalKafka() {
    IndexConfig config = config(List.of());

    assertThat(config.port()).isEqualTo(8081);
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.dataDir()).isEqualTo(Path.of("data", "index"));
    assertThat(config.kafka().properties()).containsEntry("bootstrap.servers", "localhost:9092");
    assertThat(config.kafka().topics().segments()).isEqualTo("stackspan-segments");
    assertThat(config.ingest().refreshInterval()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.ingest().commitBytes()).isEqualTo(64L << 20);
  }

  @Test
  void clientPropertiesPassThrough() {
    IndexConfig config = config(List.of("--kafka", "k:1", "--kafka.security.protocol", "SSL"));

    assertThat(config.kafka().properties())
        .containsEntry("security.protocol", "SSL")
        .containsEntry("bootstrap.servers", "k:1");
  }

  @Test
  void unknownKeyNamesTheNearest() {
    assertThatThrownBy(() -> config(List.of("--index.data-dri", "x")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("stackspan.index.data-dir");
  }

  private static IndexConfig config(List<String> arguments) {
    return IndexConfig.from(Settings.load(IndexConfig.KEYS, arguments, Map.of()));
  }
}
