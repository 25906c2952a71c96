package io.stackspan.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.wire.Settings;
import io.stackspan.wire.SettingsException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryApiConfigTest {
  @Test
  void defaults() {
    assertThat(config())
        .isEqualTo(
            new QueryApiConfig(
                "127.0.0.1",
                8080,
                false,
                List.of(URI.create("http://127.0.0.1:8081")),
                Duration.ofSeconds(5),
                1 << 20,
                128 << 20));
  }

  @Test
  void everyKey() {
    assertThat(
            config(
                "--api.host=0.0.0.0",
                "--api.port=9",
                "--insecure=true",
                "--api.index-urls=http://a:1/,https://b:2/x",
                "--api.search-timeout=300ms",
                "--api.max-body-size=2KiB",
                "--api.max-answer-size=3KiB"))
        .isEqualTo(
            new QueryApiConfig(
                "0.0.0.0",
                9,
                true,
                List.of(URI.create("http://a:1"), URI.create("https://b:2/x")),
                Duration.ofMillis(300),
                2048,
                3072));
  }

  @Test
  void faults() {
    assertThatThrownBy(() -> config("--api.index-urls=localhost"))
        .hasMessage(
            "stackspan.api.index-urls: 'localhost' is not a URL such as http://127.0.0.1:8081");
    assertThatThrownBy(() -> config("--api.index-urls=,"))
        .hasMessage("stackspan.api.index-urls: names no index service");
    assertThatThrownBy(() -> config("--api.port=70000")).isInstanceOf(SettingsException.class);
    assertThatThrownBy(() -> config("--api.max-body-size=2GiB"))
        .hasMessage("stackspan.api.max-body-size: must be less than 2GiB");
    assertThatThrownBy(() -> config("--api.search-timeout=0s"))
        .hasMessage("stackspan.api.search-timeout: must be more than zero");
  }

  private static QueryApiConfig config(String... arguments) {
    return QueryApiConfig.from(
        Settings.load(QueryApiConfig.KEYS, List.of(arguments), Map.of()).orThrow());
  }
}
