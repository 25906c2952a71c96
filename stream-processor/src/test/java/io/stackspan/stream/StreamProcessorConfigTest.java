package io.stackspan.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.stream.topology.TraceTiming;
import io.stackspan.wire.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamProcessorConfigTest {
  @Test
  void defaults() {
    StreamProcessorConfig config = config();

    assertThat(config.kafka())
        .isEqualTo(new KafkaAccess("localhost:9092", Duration.ofSeconds(30), Map.of()));
    assertThat(config.topics().segments()).isEqualTo("stackspan-segments");
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(8082);
    assertThat(config.dataDir()).isEqualTo(Path.of("data/stream"));
    assertThat(config.inputs()).isEmpty();
    assertThat(config.threads()).isEqualTo(1);
    assertThat(config.standbys()).isZero();
    assertThat(config.instanceId()).isEmpty();
    assertThat(config.timing())
        .isEqualTo(
            new TraceTiming(
                Duration.ofMillis(250),
                Duration.ofMinutes(2),
                Duration.ofMinutes(30),
                Duration.ofHours(6)));
    assertThat(config.maxRecordBytes()).isEqualTo(4 << 20);
    assertThat(config.rocksDbBytes()).isEqualTo(64 << 20);
    assertThat(config.commitInterval()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void everySettingIsRead() {
    StreamProcessorConfig config =
        config(
            "--kafka=k:1",
            "--kafka.topic-prefix=t",
            "--kafka.connect-timeout=5s",
            "--kafka.security.protocol=SSL",
            "--stream.host=0.0.0.0",
            "--stream.port=1",
            "--stream.data-dir=d",
            "--stream.inputs=skywalking",
            "--stream.threads=3",
            "--stream.standbys=1",
            "--stream.instance-id=i",
            "--stream.emit-delay=10ms",
            "--stream.final-after=1s",
            "--stream.forget-after=2s",
            "--stream.remember-for=1m",
            "--stream.max-record-size=1KiB",
            "--stream.rocksdb-memory=8MiB",
            "--stream.commit-interval=100ms");

    assertThat(config)
        .usingRecursiveComparison()
        .isEqualTo(
            new StreamProcessorConfig(
                new KafkaAccess("k:1", Duration.ofSeconds(5), Map.of("security.protocol", "SSL")),
                io.stackspan.wire.Topics.withPrefix("t"),
                "0.0.0.0",
                1,
                Path.of("d"),
                java.util.Set.of("skywalking"),
                3,
                1,
                "i",
                new TraceTiming(
                    Duration.ofMillis(10),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofMinutes(1)),
                1 << 10,
                8 << 20,
                Duration.ofMillis(100)));
  }

  @ParameterizedTest
  @CsvSource({
    "--stream.inputs=zipkin,                   unknown [zipkin]; known are [skywalking]",
    "--stream.port=70000,                      stackspan.stream.port",
    "--stream.emit-delay=1ms,                  stackspan.stream.emit-delay",
    "--stream.final-after=1h,                  must grow in this order",
    "--stream.rocksdb-memory=1KiB,             stackspan.stream.rocksdb-memory",
    "--kafka.application.id=x,                 cannot be changed: [application.id]",
    "--stream.data-dri=x,                      nearest known key is stackspan.stream.data-dir",
  })
  void badSettingIsNamed(String argument, String message) {
    assertThatThrownBy(() -> config(argument)).hasMessageContaining(message);
  }

  private static StreamProcessorConfig config(String... arguments) {
    return StreamProcessorConfig.from(
        Settings.load(StreamProcessorConfig.KEYS, List.of(arguments), Map.of()).orThrow());
  }
}
