package io.stackspan.index.ingest;

import io.stackspan.index.metrics.IndexMetrics;
import io.stackspan.index.store.Checkpoint;
import io.stackspan.index.store.DataFolder;
import io.stackspan.index.store.TraceIndex;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs reading, refreshing and committing, each on its own thread: {@code index-ingest}, {@code
 * index-refresh}, {@code index-commit}. When one fails, all stop and the failure is told once.
 */
public final class Ingest implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Ingest.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final DeadLetters deadLetters;
  private final TraceIndex index;
  private final Progress progress;
  private final IndexMetrics metrics;
  private final IngestLoop loop;
  private final Committer committer;
  private final Schedule commitSchedule;
  private final Schedule refreshSchedule;
  private final Consumer<Throwable> onFailure;
  private final AtomicBoolean failed = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();

  private Ingest(
      KafkaInput input,
      IngestSettings settings,
      TraceIndex index,
      DataFolder folder,
      IndexMetrics metrics,
      Consumer<Throwable> onFailure)
      throws IOException, InterruptedException {
    this.index = index;
    this.metrics = metrics;
    this.onFailure = onFailure;
    progress = new Progress();
    commitSchedule = new Schedule(settings.commitInterval(), settings.commitBytes());
    refreshSchedule = new Schedule(settings.refreshInterval(), Long.MAX_VALUE);
    List<TopicPartition> partitions = partitions(input);
    Map<Integer, Checkpoint> checkpoints = readCheckpoints(partitions, folder);
    consumer = input.newConsumer();
    deadLetters = new DeadLetters(input::newProducer, input.topics().deadLetters(), metrics);
    StartPositions positions = new StartPositions(consumer, progress, metrics);
    IngestLoop.Parts parts =
        new IngestLoop.Parts(
            consumer,
            new EntryReader(input.topics()),
            index,
            progress,
            metrics,
            InstantSource.system());
    loop = new IngestLoop(parts, positions, deadLetters, commitSchedule);
    committer = new Committer(index, folder, deadLetters, progress, metrics);
    try {
      checkpoints.values().forEach(checkpoint -> progress.knownGaps(checkpoint.gaps()));
      positions.resume(partitions, checkpoints);
    } catch (KafkaException e) {
      closeClients();
      throw new KafkaUnavailableException(
          "Kafka at " + input.bootstrapServers() + " does not tell its offsets: " + e.getMessage(),
          e);
    }
  }

  /**
   * @param refreshInterval how soon records become searchable
   * @param commitInterval how much may have to be read again after a crash
   * @param commitBytes the same in bytes of records
   */
  public record IngestSettings(
      Duration refreshInterval, Duration commitInterval, long commitBytes) {}

  /**
   * Returns when reading has begun.
   *
   * @param onFailure told once, from one of the threads, when reading had to stop
   * @throws KafkaUnavailableException when Kafka or its topics are not there
   */
  public static Ingest start(
      KafkaInput input,
      IngestSettings settings,
      TraceIndex index,
      DataFolder folder,
      IndexMetrics metrics,
      Consumer<Throwable> onFailure)
      throws IOException, InterruptedException {
    Ingest ingest = new Ingest(input, settings, index, folder, metrics, onFailure);
    ingest.run("index-ingest", ingest.loop::run);
    ingest.run("index-refresh", ingest::refreshUntilStopped);
    ingest.run("index-commit", ingest::commitUntilStopped);
    return ingest;
  }

  public Progress progress() {
    return progress;
  }

  /** Stops reading; commits what was applied unless something failed. */
  @Override
  public void close() throws IOException {
    stop();
    threads.forEach(Ingest::join);
    try {
      if (!failed.get()) {
        commitLast();
      }
    } finally {
      closeClients();
    }
  }

  private void commitLast() throws IOException {
    Map<TopicPartition, OffsetAndMetadata> durable = committer.commit();
    try {
      consumer.commitSync(durable, CLOSE_TIMEOUT);
    } catch (KafkaException e) {
      log.info("The group's offsets, a hint for lag tools, stay behind: {}", e.toString());
    }
  }

  private void refreshUntilStopped() throws IOException, InterruptedException {
    while (refreshSchedule.awaitDue()) {
      long startNanos = System.nanoTime();
      Progress.Applied applied = progress.appliedNow();
      index.refresh();
      progress.refreshed(applied);
      metrics.refreshed(Duration.ofNanos(System.nanoTime() - startNanos));
    }
  }

  private void commitUntilStopped() throws IOException, InterruptedException {
    while (commitSchedule.awaitDue()) {
      loop.committed(committer.commit());
    }
  }

  private interface Task {
    void run() throws Exception;
  }

  private void run(String name, Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (Throwable e) {
                fail(name, e);
              }
            },
            name);
    threads.add(thread);
    thread.start();
  }

  private void fail(String thread, Throwable error) {
    stop();
    if (failed.compareAndSet(false, true)) {
      log.error(
          "{} failed; the index-service stops. What was not committed is read again at the next"
              + " start.",
          thread,
          error);
      onFailure.accept(error);
    }
  }

  /** An interrupt must not leave a thread behind that writes to a closed index. */
  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop() {
    loop.stop();
    refreshSchedule.stop();
    commitSchedule.stop();
  }

  private void closeClients() {
    try {
      deadLetters.close();
    } finally {
      consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE_TIMEOUT));
    }
  }

  private static List<TopicPartition> partitions(KafkaInput input) throws InterruptedException {
    int count = new TopicCheck(input).partitions();
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : input.topicNames()) {
      for (int partition = 0; partition < count; partition++) {
        partitions.add(new TopicPartition(topic, partition));
      }
    }
    return partitions;
  }

  private static Map<Integer, Checkpoint> readCheckpoints(
      List<TopicPartition> partitions, DataFolder folder) throws IOException {
    Map<Integer, Checkpoint> checkpoints = new HashMap<>();
    for (TopicPartition at : partitions) {
      if (!checkpoints.containsKey(at.partition())) {
        checkpoints.put(at.partition(), folder.checkpoint(at.partition()).read());
      }
    }
    return checkpoints;
  }
}
