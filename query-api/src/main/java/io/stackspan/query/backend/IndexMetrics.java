package io.stackspan.query.backend;

import java.time.Duration;

/** What the store tells of its calls to index services. Any thread may call. */
@FunctionalInterface
public interface IndexMetrics {
  /**
   * @param operation search, fetch or suggest
   * @param ok whether the service gave an answer in time
   */
  void called(String operation, boolean ok, Duration took);
}
