package io.stackspan.index.search;

import io.stackspan.proto.v1.Gap;
import java.util.List;

/** What the index holds, as far as the consume loop knows. Called from searching threads. */
public interface Coverage {
  /**
   * Everything that Kafka had acknowledged before this instant is searchable. Microseconds since
   * the epoch; 0: unknown.
   */
  long completeUntilMicros();

  /** Records that the log no longer had when the index wanted them. */
  List<Gap> gaps();
}
