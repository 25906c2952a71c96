package io.stackspan.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final SettingKey PORT =
      SettingKey.of("stackspan.index.port", "8081", "Port, 0 to 65535.");
  private static final SettingKey DATA =
      SettingKey.of("stackspan.index.data-dir", "data/index", "Folder.").withFlag("data");
  private static final SettingKey REFRESH =
      SettingKey.of("stackspan.index.refresh-interval", "500ms", "Duration.");
  private static final SettingKey BUFFER =
      SettingKey.of("stackspan.index.buffer", "64MiB", "Size.");
  private static final SettingKey BOOTSTRAP =
      SettingKey.of("stackspan.kafka.bootstrap-servers", "localhost:9092", "Brokers.");
  private static final List<SettingKey> KEYS = List.of(PORT, DATA, REFRESH, BUFFER, BOOTSTRAP);

  @TempDir private Path dir;

  @Test
  void defaultsHoldWhenNothingIsGiven() {
    Settings settings = Settings.load(KEYS, List.of(), Map.of()).orThrow();

    assertThat(settings.integer(PORT, 0, 65_535)).isEqualTo(8081);
    assertThat(settings.text(DATA)).isEqualTo("data/index");
    assertThat(settings.duration(REFRESH)).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.bytes(BUFFER)).isEqualTo(64L << 20);
    assertThat(settings.isGiven(PORT)).isFalse();
  }

  @Test
  void flagWinsOverEnvironmentOverFile() throws Exception {
    Path file =
        file("stackspan.index.port=1\nstackspan.index.data-dir=f\nstackspan.index.buffer=1KiB\n");
    Map<String, String> environment =
        Map.of("STACKSPAN_INDEX_PORT", "2", "STACKSPAN_INDEX_DATA_DIR", "e");

    Settings settings =
        Settings.load(KEYS, List.of("--config", file.toString(), "--index.port=3"), environment)
            .orThrow();

    assertThat(settings.integer(PORT, 0, 65_535)).isEqualTo(3);
    assertThat(settings.text(DATA)).isEqualTo("e");
    assertThat(settings.bytes(BUFFER)).isEqualTo(1024);
  }

  @Test
  void shortFlagAndFullKeyAreTheSame() {
    assertThat(Settings.load(KEYS, List.of("--data", "x"), Map.of()).text(DATA)).isEqualTo("x");
    assertThat(Settings.load(KEYS, List.of("--stackspan.index.data-dir=x"), Map.of()).text(DATA))
        .isEqualTo("x");
  }

  @Test
  void unknownKeysNameTheNearest() throws Exception {
    Path file = file("stackspan.index.data-dri=x\n");

    Settings settings =
        Settings.load(
            KEYS,
            List.of("--config=" + file, "--index.prot", "1", "stray", "--index.port"),
            Map.of("STACKSPAN_INDEX_REFRESH_INTERVALS", "1s"));

    assertThat(settings.faults())
        .anyMatch(f -> f.contains("'stackspan.index.data-dri'") && f.endsWith("index.data-dir"))
        .anyMatch(f -> f.contains("'stackspan.index.prot'") && f.endsWith("stackspan.index.port"))
        .anyMatch(f -> f.endsWith("is STACKSPAN_INDEX_REFRESH_INTERVAL"))
        .anyMatch(f -> f.contains("'stray'"))
        .anyMatch(f -> f.equals("--index.port has no value"))
        .hasSize(5);
    assertThatThrownBy(settings::orThrow)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("stackspan.index.data-dri")
        .hasMessageContaining("stray");
  }

  @Test
  void keysOfOtherPartsMayShareTheFile() throws Exception {
    Path file = file("stackspan.api.port=8080\nstackspan.stream.inputs=skywalking\n");

    assertThat(Settings.load(KEYS, List.of("--config=" + file), Map.of("STACKSPAN_API_PORT", "1")))
        .satisfies(settings -> assertThat(settings.faults()).isEmpty());
  }

  @Test
  void otherKafkaKeysGoToTheClients() throws Exception {
    Path file = file("stackspan.kafka.security.protocol=SSL\n");

    Settings settings =
        Settings.load(
            KEYS, List.of("--config=" + file), Map.of("STACKSPAN_KAFKA_SASL_MECHANISM", "PLAIN"));

    assertThat(settings.kafkaProperties())
        .containsExactly(
            Map.entry("sasl.mechanism", "PLAIN"), Map.entry("security.protocol", "SSL"));
  }

  @Test
  void badValuesSayWhatIsWanted() {
    Settings settings =
        Settings.load(
            KEYS,
            List.of("--index.port=70000", "--index.refresh-interval=5", "--index.buffer=many"),
            Map.of());

    assertThatThrownBy(() -> settings.integer(PORT, 0, 65_535))
        .hasMessageContaining(
            "stackspan.index.port: '70000' is not a whole number from 0 to 65535");
    assertThatThrownBy(() -> settings.duration(REFRESH)).hasMessageContaining("such as 300ms");
    assertThatThrownBy(() -> settings.bytes(BUFFER)).hasMessageContaining("such as 64KiB");
  }

  @Test
  void missingFileIsAFault() {
    assertThat(Settings.load(KEYS, List.of("--config=nowhere.properties"), Map.of()).faults())
        .containsExactly("configuration file 'nowhere.properties' does not exist");
  }

  @Test
  void helpNamesEveryKeyWithItsDefault() {
    assertThat(Settings.help(KEYS))
        .contains("--index.port", "Default: 8081.", "--data", "--config FILE", "--help");
  }

  private Path file(String text) throws Exception {
    return Files.writeString(dir.resolve("stackspan.properties"), text);
  }
}
