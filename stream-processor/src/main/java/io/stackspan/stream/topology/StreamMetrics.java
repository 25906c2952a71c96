package io.stackspan.stream.topology;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** Every meter of the stream processor. For any thread. */
public final class StreamMetrics {
  private final MeterRegistry registry;
  private final AtomicLong openTraces = new AtomicLong();
  private final AtomicLong waitingSummaries = new AtomicLong();
  private final AtomicLong restoreRemaining = new AtomicLong();
  private final Counter deadLettersLost;
  private final Counter duplicates;
  private final Counter replays;
  private final Counter reopened;

  public StreamMetrics(MeterRegistry registry) {
    this.registry = requireNonNull(registry, "registry");
    this.deadLettersLost =
        Counter.builder("stackspan.stream.dead.letters.lost")
            .description("Rejected records that the dead-letter topic did not take, by reason")
            .baseUnit("records")
            .tag("reason", "too_large")
            .register(registry);
    this.duplicates =
        counter("segments.duplicate", "segments", "Segments that had come from another offset");
    this.replays = counter("segments.replayed", "segments", "Segments read again after a restart");
    this.reopened =
        counter("traces.reopened", "traces", "Forgotten traces of which something came late");
    gauge("traces.open", "traces", "Traces in the stores of this process", openTraces);
    gauge("summaries.waiting", "summaries", "Traces whose next summary is due", waitingSummaries);
    gauge(
        "restore.remaining",
        "records",
        "Changelog records to read before this process is ready",
        restoreRemaining);
  }

  /** A record was read from the topic. */
  void countRecord(String topic) {
    Counter.builder("stackspan.stream.records")
        .description("Records read, by topic")
        .baseUnit("records")
        .tag("topic", topic)
        .register(registry)
        .increment();
  }

  /** A rejected record was too large for the dead-letter topic. */
  public void countDeadLetterLost() {
    deadLettersLost.increment();
  }

  /** A record goes to the dead letters. */
  void countDeadLetter(String reason) {
    Counter.builder("stackspan.stream.dead.letters")
        .description("Records that could not be used and went to the dead letters, by reason")
        .baseUnit("records")
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  void countSummary(EmissionCause cause) {
    Counter.builder("stackspan.stream.summaries.emitted")
        .description("Summaries emitted, by cause")
        .baseUnit("summaries")
        .tag("cause", cause.tag())
        .register(registry)
        .increment();
  }

  void countDuplicate() {
    duplicates.increment();
  }

  void countReplay() {
    replays.increment();
  }

  void countReopened() {
    reopened.increment();
  }

  void addOpenTraces(long change) {
    openTraces.addAndGet(change);
  }

  void addWaitingSummaries(long change) {
    waitingSummaries.addAndGet(change);
  }

  public void addRestoreRemaining(long change) {
    restoreRemaining.addAndGet(change);
  }

  /** Changelog records to read before this process is ready. */
  public long restoreRemaining() {
    return restoreRemaining.get();
  }

  private Counter counter(String name, String unit, String description) {
    return Counter.builder("stackspan.stream." + name)
        .description(description)
        .baseUnit(unit)
        .register(registry);
  }

  private void gauge(String name, String unit, String description, AtomicLong value) {
    Gauge.builder("stackspan.stream." + name, value, AtomicLong::get)
        .description(description)
        .baseUnit(unit)
        .register(registry);
  }
}
