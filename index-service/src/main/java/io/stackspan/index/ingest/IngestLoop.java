package io.stackspan.index.ingest;

import io.stackspan.index.metrics.IndexMetrics;
import io.stackspan.index.store.IndexEntry;
import io.stackspan.index.store.TraceIndex;
import io.stackspan.index.store.UnusableRecordException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Polls, applies, notes the position. One thread runs it; {@link #stop} comes from another. */
final class IngestLoop {
  private final Consumer<byte[], byte[]> consumer;
  private final StartPositions positions;
  private final EntryReader reader;
  private final TraceIndex index;
  private final DeadLetters deadLetters;
  private final Progress progress;
  private final Schedule schedule;
  private final IndexMetrics metrics;
  private final InstantSource clock;
  private final AtomicReference<Map<TopicPartition, OffsetAndMetadata>> hint =
      new AtomicReference<>(Map.of());
  private volatile boolean stopped;
  private long lastPollMicros;

  IngestLoop(Parts parts, StartPositions positions, DeadLetters deadLetters, Schedule schedule) {
    this.consumer = parts.consumer();
    this.positions = positions;
    this.reader = parts.reader();
    this.index = parts.index();
    this.deadLetters = deadLetters;
    this.progress = parts.progress();
    this.schedule = schedule;
    this.metrics = parts.metrics();
    this.clock = parts.clock();
  }

  /** What the loop shares with its neighbours. */
  record Parts(
      Consumer<byte[], byte[]> consumer,
      EntryReader reader,
      TraceIndex index,
      Progress progress,
      IndexMetrics metrics,
      InstantSource clock) {}

  /**
   * Returns after {@link #stop}; throws what cannot be survived, such as a failure of the store.
   */
  void run() throws IOException {
    while (!stopped) {
      try {
        pollOrRecover();
      } catch (WakeupException e) {
        // The next look at the flag ends the loop.
      }
    }
  }

  void stop() {
    stopped = true;
    consumer.wakeup();
  }

  /** To be told to the group at the next opportunity, for lag tools; nobody resumes from it. */
  void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
    hint.set(offsets);
  }

  private void pollOrRecover() throws IOException {
    try {
      pollOnce();
    } catch (OffsetOutOfRangeException e) {
      positions.recover(e.offsetOutOfRangePartitions());
    }
  }

  private void pollOnce() throws IOException {
    long pollMicros = clock.millis() * 1000;
    ConsumerRecords<byte[], byte[]> records = consumer.poll(KafkaInput.FETCH_WAIT);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      apply(record);
    }
    records.nextOffsets().forEach((at, offset) -> progress.applied(at, offset.offset()));
    // Lags are as old as the last answer of each broker; one full round lies in between.
    if (noteLags()) {
      progress.caughtUp(lastPollMicros);
    }
    lastPollMicros = pollMicros;
    Map<TopicPartition, OffsetAndMetadata> offsets = hint.getAndSet(Map.of());
    if (!offsets.isEmpty()) {
      consumer.commitAsync(offsets, (committed, error) -> metrics.hint(error == null));
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) throws IOException {
    try {
      IndexEntry entry = reader.read(record.topic(), record.value());
      if (!index.apply(record.partition(), entry)) {
        metrics.staleSummary();
      }
      int bytes = record.serializedValueSize();
      metrics.recordIndexed(record.topic(), bytes);
      schedule.added(bytes);
    } catch (UnusableRecordException e) {
      deadLetters.send(record, e);
    }
  }

  /**
   * @return whether every partition has been read to its end
   */
  private boolean noteLags() {
    boolean atEnd = true;
    for (TopicPartition at : consumer.assignment()) {
      OptionalLong lag = consumer.currentLag(at);
      if (lag.isPresent()) {
        progress.lag(at, lag.getAsLong());
        metrics.lag(at.topic(), at.partition(), lag.getAsLong());
      }
      atEnd &= lag.isPresent() && lag.getAsLong() == 0;
    }
    return atEnd;
  }
}
