package io.stackspan.index.ingest;

import io.stackspan.index.store.Checkpoint;
import io.stackspan.proto.v1.Gap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each partition of each topic has been applied, what was missing, and since when the end
 * of the log has been in sight. Any thread.
 */
public final class Progress {
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Map<TopicPartition, Long> endAtStart = new HashMap<>();
  private final Map<TopicPartition, Long> lag = new HashMap<>();
  private final Set<Gap> gaps = new LinkedHashSet<>();
  private long caughtUpMicros;
  private long visibleMicros;
  private boolean ready;

  Progress() {}

  /**
   * @param end where the log ended when the service started
   */
  synchronized void starts(TopicPartition at, long offset, long end) {
    next.put(at, offset);
    endAtStart.put(at, end);
    lag.put(at, Math.max(0, end - offset));
  }

  synchronized void knownGaps(List<Gap> known) {
    gaps.addAll(known);
  }

  /** All records before the offset are in the index. */
  synchronized void applied(TopicPartition at, long offset) {
    next.put(at, offset);
  }

  /** Reading goes on behind the gap; position and gap are never seen apart. */
  synchronized void skipped(TopicPartition at, long from, long to) {
    gaps.add(
        Gap.newBuilder()
            .setTopic(at.topic())
            .setPartition(at.partition())
            .setFromOffset(from)
            .setToOffset(to)
            .build());
    next.put(at, to);
  }

  synchronized void lag(TopicPartition at, long records) {
    lag.put(at, records);
  }

  /** What Kafka had acknowledged before this instant has been applied. */
  synchronized void caughtUp(long untilMicros) {
    caughtUpMicros = Math.max(caughtUpMicros, untilMicros);
  }

  /** What will be visible after a refresh that starts now. */
  synchronized Applied appliedNow() {
    boolean atEnd = true;
    for (Map.Entry<TopicPartition, Long> end : endAtStart.entrySet()) {
      atEnd &= next.getOrDefault(end.getKey(), 0L) >= end.getValue();
    }
    return new Applied(caughtUpMicros, atEnd);
  }

  synchronized void refreshed(Applied applied) {
    visibleMicros = applied.caughtUpMicros();
    ready = ready || applied.startReached();
  }

  /** By partition number: what to write once everything applied so far is committed. */
  synchronized SortedMap<Integer, Checkpoint> checkpoints() {
    SortedMap<Integer, Map<String, Long>> offsets = new TreeMap<>();
    next.forEach(
        (at, offset) ->
            offsets.computeIfAbsent(at.partition(), p -> new HashMap<>()).put(at.topic(), offset));
    SortedMap<Integer, Checkpoint> checkpoints = new TreeMap<>();
    offsets.forEach(
        (partition, byTopic) ->
            checkpoints.put(partition, new Checkpoint(byTopic, gapsOf(partition))));
    return checkpoints;
  }

  /** Searches see all that Kafka acknowledged before this instant; 0: unknown. */
  public synchronized long completeUntilMicros() {
    return visibleMicros;
  }

  public synchronized List<Gap> gaps() {
    return List.copyOf(gaps);
  }

  /** All that the log held at start is searchable. */
  public synchronized boolean ready() {
    return ready;
  }

  /** Records not applied yet, by {@code <topic>-<partition>}. */
  public synchronized SortedMap<String, Long> lagByPartition() {
    SortedMap<String, Long> lags = new TreeMap<>();
    lag.forEach((at, records) -> lags.put(at.toString(), records));
    return lags;
  }

  private List<Gap> gapsOf(int partition) {
    List<Gap> own = new ArrayList<>();
    for (Gap gap : gaps) {
      if (gap.getPartition() == partition) {
        own.add(gap);
      }
    }
    return own;
  }

  /**
   * @param startReached all that the log held at start has been applied
   */
  record Applied(long caughtUpMicros, boolean startReached) {}
}
