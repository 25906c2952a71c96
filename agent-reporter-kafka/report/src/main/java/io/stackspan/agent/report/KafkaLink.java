package io.stackspan.agent.report;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The connection to Kafka: made late, tried again with growing pauses, given up only when the
 * settings cannot be right. Used by the reporter's thread.
 */
final class KafkaLink {
  private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final ReportConfig config;
  private final Function<Map<String, Object>, Producer<String, byte[]>> producers;
  private final FirstWarnings warnings;

  private @Nullable Producer<String, byte[]> producer;
  private boolean misconfigured;
  private long nextTryNanos = System.nanoTime();
  private long pauseNanos = FIRST_PAUSE_NANOS;

  KafkaLink(
      ReportConfig config,
      Function<Map<String, Object>, Producer<String, byte[]>> producers,
      FirstWarnings warnings) {
    this.config = config;
    this.producers = producers;
    this.warnings = warnings;
  }

  /**
   * Whether segments can be sent now. May take a second when they cannot.
   *
   * <p>Sending while the topic's partitions are unknown would fail after a wait, and the segment
   * would be lost; hence the question beforehand. Usually the answer is in the client's memory.
   */
  boolean isReady() {
    if (misconfigured || !connect()) {
      return false;
    }
    try {
      producer().partitionsFor(config.topics().segments());
      return true;
    } catch (TimeoutException e) {
      warnings.warn(
          "not_connected",
          "Kafka at "
              + config.bootstrapServers()
              + " does not answer, or has no topic "
              + config.topics().segments()
              + "; tracing goes on, segments wait (at most "
              + config.queueBytes()
              + " bytes)");
    } catch (RuntimeException e) {
      warnings.warn(
          "refused",
          "Kafka at "
              + config.bootstrapServers()
              + " refuses the agent; tracing goes on, segments wait: "
              + FirstWarnings.reasonOf(e));
      nextTryNanos = System.nanoTime() + FIRST_PAUSE_NANOS;
    }
    return false;
  }

  /** Whether the settings cannot be right, so that there will never be a connection. */
  boolean isMisconfigured() {
    return misconfigured;
  }

  /** The callback is called in any case, perhaps before this returns. */
  void send(String topic, String key, byte[] value, Callback callback) {
    producer().send(new ProducerRecord<>(topic, key, value), callback);
  }

  /** Gives up what is not acknowledged by then. */
  void close(Duration timeout) {
    if (producer != null) {
      producer.close(timeout);
    }
  }

  private Producer<String, byte[]> producer() {
    if (producer == null) {
      throw new IllegalStateException("not connected");
    }
    return producer;
  }

  private boolean connect() {
    if (producer != null) {
      return System.nanoTime() - nextTryNanos >= 0;
    }
    if (System.nanoTime() - nextTryNanos < 0) {
      return false;
    }
    Thread thread = Thread.currentThread();
    // The client finds its plug-ins by the thread's loader; the application's must not be seen.
    thread.setContextClassLoader(KafkaLink.class.getClassLoader());
    try {
      producer = producers.apply(ProducerProperties.of(config, warnings));
    } catch (RuntimeException | LinkageError e) {
      failed(e);
    } finally {
      thread.setContextClassLoader(null);
    }
    return producer != null;
  }

  private void failed(Throwable failure) {
    if (cannotBeRight(failure)) {
      misconfigured = true;
      warnings.warn(
          "misconfigured",
          "reporting is off, the application runs on: the Kafka settings cannot be used: "
              + FirstWarnings.reasonOf(failure));
      return;
    }
    warnings.warn(
        "no_client",
        "no connection to Kafka at "
            + config.bootstrapServers()
            + " yet; tracing goes on, segments wait: "
            + FirstWarnings.reasonOf(failure));
    nextTryNanos = System.nanoTime() + pauseNanos;
    pauseNanos = Math.min(2 * pauseNanos, MAX_PAUSE_NANOS);
  }

  private static boolean cannotBeRight(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigException || cause instanceof IllegalArgumentException) {
        // Kafka's client calls a name that has no address yet a wrong setting; names come up later.
        return !String.valueOf(cause.getMessage()).contains("No resolvable bootstrap urls");
      }
    }
    return failure instanceof LinkageError;
  }
}
