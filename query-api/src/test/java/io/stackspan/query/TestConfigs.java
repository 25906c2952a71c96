package io.stackspan.query;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Configurations for tests. */
final class TestConfigs {
  static final int MAX_BODY_BYTES = 10_000;

  private TestConfigs() {}

  /** Loopback, any free port, no index service that exists. */
  static QueryApiConfig anyPort() {
    return new QueryApiConfig(
        "127.0.0.1",
        0,
        false,
        List.of(URI.create("http://127.0.0.1:1")),
        Duration.ofSeconds(2),
        MAX_BODY_BYTES,
        1 << 20);
  }
}
