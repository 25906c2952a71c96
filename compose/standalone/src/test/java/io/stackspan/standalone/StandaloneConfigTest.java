package io.stackspan.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.wire.SettingKey;
import io.stackspan.wire.SettingsException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandaloneConfigTest {
  @Test
  void load_hasDefaults() {
    StandaloneConfig config = load();

    assertThat(config.data()).isEqualTo(Path.of("./data"));
    assertThat(config.kafkaPort()).isEqualTo(9092);
  }

  @Test
  void servicesGetWhatStandaloneDecides() {
    StandaloneConfig config = load("--stream.inputs=skywalking", "--api.port", "0");

    assertThat(config.stream("127.0.0.1:7", Path.of("s")).toString()).contains("127.0.0.1:7");
    assertThat(config.stream("127.0.0.1:7", Path.of("s")).inputs()).containsExactly("skywalking");
    assertThat(config.index("127.0.0.1:7", Path.of("i")).dataDir()).isEqualTo(Path.of("i"));
    assertThat(config.api(URI.create("http://127.0.0.1:9")).indexUrls())
        .containsExactly(URI.create("http://127.0.0.1:9"));
    assertThat(config.api(URI.create("http://127.0.0.1:9")).port()).isZero();
  }

  @Test
  void load_refusesWhatStandaloneDecides() {
    assertThatThrownBy(() -> load("--kafka", "elsewhere:9092"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stackspan.kafka.bootstrap-servers: standalone decides this itself");
    assertThat(StandaloneConfig.KEYS)
        .extracting(SettingKey::name)
        .doesNotContain("stackspan.kafka.bootstrap-servers", "stackspan.index.data-dir")
        .contains("stackspan.standalone.data", "stackspan.api.port", "stackspan.stream.inputs")
        .doesNotHaveDuplicates();
  }

  @Test
  void load_namesTheNearestKey() {
    assertThatThrownBy(() -> load("--stackspan.standalone.dta", "x"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("the nearest known key is stackspan.standalone.data");
  }

  @Test
  void load_findsBadValuesOfEveryPart() {
    assertThatThrownBy(() -> load("--kafka-port", "70000"))
        .hasMessageContaining("stackspan.standalone.kafka-port");
    assertThatThrownBy(() -> load("--partitions", "0"))
        .hasMessageContaining("stackspan.standalone.partitions");
    assertThatThrownBy(() -> load("--stream.inputs", "zipkin")).hasMessageContaining("zipkin");
    assertThatThrownBy(() -> load("--index.port", "x"))
        .hasMessageContaining("stackspan.index.port");
    assertThatThrownBy(() -> load("--api.search-timeout", "soon"))
        .hasMessageContaining("stackspan.api.search-timeout");
  }

  private static StandaloneConfig load(String... arguments) {
    return StandaloneConfig.load(List.of(arguments), Map.of());
  }
}
