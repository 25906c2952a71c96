package io.stackspan.index.ingest;

import io.stackspan.index.metrics.IndexMetrics;
import io.stackspan.index.store.UnusableRecordException;
import io.stackspan.wire.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where records go that cannot be used. Sent without waiting; {@link #flush} makes sure of them
 * before the position behind them is written down. A replay may send one again.
 */
final class DeadLetters implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  private final Supplier<Producer<byte[], byte[]>> newProducer;
  private final String topic;
  private final IndexMetrics metrics;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private volatile @Nullable Producer<byte[], byte[]> producer;

  /**
   * @param newProducer asked with the first dead letter: most services never have one
   */
  DeadLetters(Supplier<Producer<byte[], byte[]>> newProducer, String topic, IndexMetrics metrics) {
    this.newProducer = newProducer;
    this.topic = topic;
    this.metrics = metrics;
  }

  /** From the consuming thread only. */
  void send(ConsumerRecord<byte[], byte[]> record, UnusableRecordException because) {
    metrics.deadLetter(because.reason());
    Producer<byte[], byte[]> open = producer;
    if (open == null) {
      open = newProducer.get();
      producer = open;
      log.warn(
          "Record {}-{}@{} goes to {}: {}. Later ones are only counted"
              + " (stackspan.index.dead.letters).",
          record.topic(),
          record.partition(),
          record.offset(),
          topic,
          because.explanation());
    }
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(topic, record.key(), record.value());
    header(letter, DeadLetterHeaders.REASON, because.explanation());
    header(letter, DeadLetterHeaders.TOPIC, record.topic());
    header(letter, DeadLetterHeaders.PARTITION, String.valueOf(record.partition()));
    header(letter, DeadLetterHeaders.OFFSET, String.valueOf(record.offset()));
    header(letter, DeadLetterHeaders.SERVICE, "index-service");
    open.send(
        letter,
        (metadata, error) -> {
          if (error != null && failure.get() == null) {
            failure.set(error);
          }
        });
  }

  /**
   * Returns when all sent so far are acknowledged.
   *
   * @throws IllegalStateException when one was refused
   */
  void flush() {
    Producer<byte[], byte[]> open = producer;
    if (open != null) {
      open.flush();
    }
    Exception error = failure.get();
    if (error != null) {
      throw new IllegalStateException("cannot write to topic " + topic, error);
    }
  }

  @Override
  public void close() {
    Producer<byte[], byte[]> open = producer;
    if (open != null) {
      open.close(Duration.ofSeconds(5));
    }
  }

  private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
    letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
