package io.stackspan.agent.context;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts of what the agent did and what it lost, since its start. Every loss has a reason. Any
 * thread may call; nothing blocks. The heartbeat carries the counts.
 */
public final class AgentCounters {
  private static final char SEPARATOR = '|';

  private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

  /** Counts one success of a kind, such as {@code segments.sent}. */
  public void count(String name) {
    add(name, "", 1);
  }

  /** Counts one loss or refusal of a kind with its reason, such as {@code queue_full}. */
  public void count(String name, String reason) {
    add(name, reason, 1);
  }

  public void add(String name, String reason, long amount) {
    String key = name + SEPARATOR + reason;
    LongAdder counter = counters.get(key);
    if (counter == null) {
      LongAdder created = new LongAdder();
      LongAdder raced = counters.putIfAbsent(key, created);
      counter = raced != null ? raced : created;
    }
    counter.add(amount);
  }

  /** 0 when never counted. */
  public long value(String name, String reason) {
    LongAdder counter = counters.get(name + SEPARATOR + reason);
    return counter == null ? 0 : counter.sum();
  }

  /** Values by {@code name|reason}, sorted; the reason may be empty. */
  public Map<String, Long> snapshot() {
    Map<String, Long> snapshot = new TreeMap<>();
    for (Map.Entry<String, LongAdder> counter : counters.entrySet()) {
      snapshot.put(counter.getKey(), counter.getValue().sum());
    }
    return snapshot;
  }
}
