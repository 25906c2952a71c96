package io.stackspan.agent;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.SegmentSink;
import io.stackspan.agent.context.Tracer;
import io.stackspan.agent.instrument.Instrumentations;
import io.stackspan.agent.report.KafkaReporter;
import io.stackspan.agent.report.ReportConfig;
import io.stackspan.agent.report.SegmentEncoder;
import io.stackspan.agent.threaddump.ThreadDumpConfig;
import io.stackspan.agent.threaddump.ThreadDumpSampler;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.List;

/**
 * Wires the agent's parts, inside the isolated loader. Nothing of Kafka, JMX or {@code
 * java.util.logging} is touched before the application's main.
 */
public final class AgentStart {
  private static final int QUEUE_RECORDS = 10_000;

  private final AgentConfig config;
  private final String version;
  private final AgentLog log;
  private final AgentCounters counters = new AgentCounters();

  private AgentStart(AgentConfig config, String version, AgentLog log) {
    this.config = config;
    this.version = version;
    this.log = log;
  }

  /**
   * Called once by the premain class.
   *
   * @throws IOException the agent's own files cannot be read, or the report file not written
   */
  public static void start(String arguments, String version, Instrumentation instrumentation)
      throws IOException {
    AgentConfig config = AgentConfig.read(arguments, System.getProperties(), System.getenv());
    new AgentStart(config, version, new AgentLog(System.err)).start(instrumentation);
  }

  private void start(Instrumentation instrumentation) throws IOException {
    if (config.isEnabled()) {
      // First: threads of ours would load JDK classes before they are woven.
      Instrumentations.install(instrumentation, counters, log::warn);
      ThreadDumpSampler sampler = ThreadDumpSampler.start(dumpConfig(), counters);
      ContextManager.install(
          new Tracer(
                  config.service(),
                  config.instance(),
                  config.propagator(counters),
                  sink(sampler),
                  sampler,
                  config.maxSpans(),
                  config.maxDumps())
              .withSampling(config.sampler(), config.ignoreRules(), counters));
      log.info(
          "agent "
              + version
              + " traces "
              + config.service()
              + " ("
              + config.instance()
              + ") to "
              + (config.file().isEmpty() ? "Kafka at " + config.bootstrapServers() : config.file())
              + "; dumps by header are "
              + (config.isEdgeFlag() ? "on" : "off"));
      if (!config.given().isEmpty()) {
        log.info("settings given: " + config.given());
      }
    }
    List<String> faults = config.faults();
    if (!faults.isEmpty()) {
      log.warn("settings: " + String.join("; ", faults));
    }
  }

  private ThreadDumpConfig dumpConfig() {
    return ThreadDumpConfig.defaults()
        .withPeriod(config.dumpPeriod())
        .withMaxFrames(config.maxFrames())
        .withMaxWatched(config.maxWatched());
  }

  private SegmentSink sink(ThreadDumpSampler sampler) throws IOException {
    if (!config.file().isEmpty()) {
      SegmentEncoder encoder = new SegmentEncoder(config.service(), config.instance());
      return new SegmentFile(Path.of(config.file()), encoder, counters);
    }
    KafkaReporter reporter =
        KafkaReporter.start(reportConfig(), counters, log::warn, sampler::watchedThreads);
    Thread closing = new Thread(null, reporter::close, "stackspan-close", 0, false);
    Runtime.getRuntime().addShutdownHook(closing);
    return reporter;
  }

  private ReportConfig reportConfig() {
    return ReportConfig.of(
            config.service(),
            config.instance(),
            version,
            config.bootstrapServers(),
            config.topics())
        .withClientProperties(config.kafkaProperties())
        .withQueue(config.queueBytes(), QUEUE_RECORDS);
  }
}
