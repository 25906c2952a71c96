package io.stackspan.agent.report;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.proto.v1.AgentCounter;
import io.stackspan.proto.v1.AgentStatus;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** The agent's heartbeat. Used by the reporter's thread. */
final class StatusEncoder {
  private final ReportConfig config;
  private final AgentCounters counters;
  private final IntSupplier watchedThreads;
  private final long startNanos = System.nanoTime();

  StatusEncoder(ReportConfig config, AgentCounters counters, IntSupplier watchedThreads) {
    this.config = config;
    this.counters = counters;
    this.watchedThreads = watchedThreads;
  }

  AgentStatus encode() {
    AgentStatus.Builder status =
        AgentStatus.newBuilder()
            .setService(config.service())
            .setServiceInstance(config.instance())
            .setVersion(config.version())
            .setJavaVersion(System.getProperty("java.version", ""))
            .setTimeMicros(TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()))
            .setUptimeMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos))
            .setWatchedThreads(watchedThreads.getAsInt());
    for (Map.Entry<String, Long> counter : counters.snapshot().entrySet()) {
      String name = counter.getKey();
      int separator = name.indexOf('|');
      status.addCounters(
          AgentCounter.newBuilder()
              .setName(separator < 0 ? name : name.substring(0, separator))
              .setReason(separator < 0 ? "" : name.substring(separator + 1))
              .setValue(counter.getValue()));
    }
    return status.build();
  }
}
