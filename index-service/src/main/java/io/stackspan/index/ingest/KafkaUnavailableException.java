package io.stackspan.index.ingest;

import org.jspecify.annotations.Nullable;

/** Kafka or its topics are not as they must be; the message says what to do, in one line. */
public final class KafkaUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  KafkaUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
