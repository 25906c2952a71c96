package io.stackspan.agent.report;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.wire.Topics;

/** What {@link KafkaReporterIT} runs in a class loader of its own. */
public final class IsolatedReporter {
  private IsolatedReporter() {}

  /** Returns how many segments were sent. */
  public static long send(String bootstrapServers, String prefix) {
    for (String codec :
        new String[] {
          "com.github.luben.zstd.Zstd", "net.jpountz.lz4.LZ4Factory", "org.xerial.snappy.Snappy"
        }) {
      try {
        Class.forName(codec);
        throw new AssertionError(codec + " is there");
      } catch (ClassNotFoundException e) {
        // As in the agent.
      }
    }
    AgentCounters counters = new AgentCounters();
    ReportConfig config =
        ReportConfig.of("shop", "shop-1", "9.9", bootstrapServers, Topics.withPrefix(prefix));
    KafkaReporter reporter = KafkaReporter.start(config, counters, System.err::println, () -> 0);
    reporter.accept(Requests.plain("GET:/isolated"));
    reporter.close();
    return counters.value("segments.sent", "");
  }
}
