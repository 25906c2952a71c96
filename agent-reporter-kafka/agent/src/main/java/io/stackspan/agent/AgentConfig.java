package io.stackspan.agent;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.context.IgnoreRules;
import io.stackspan.agent.context.Propagator;
import io.stackspan.agent.context.TraceSampler;
import io.stackspan.wire.SettingKey;
import io.stackspan.wire.Settings;
import io.stackspan.wire.SettingsException;
import io.stackspan.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * The agent's settings. From the arguments of {@code -javaagent}, system properties, environment,
 * file, defaults, in this order. Never fails: a setting that cannot be used is a fault to be said
 * once, and the default holds.
 */
final class AgentConfig {
  static final SettingKey ENABLED =
      SettingKey.of("stackspan.agent.enabled", "true", "false: the agent does nothing.");
  static final SettingKey MAX_SPANS =
      SettingKey.of(
          "stackspan.agent.max-spans", "300", "Spans per segment, 1 to 10000; more are left out.");
  static final SettingKey SERVICE =
      SettingKey.of(
          "stackspan.service.name",
          "",
          "Name of this service; empty: that of the main class or jar.");
  static final SettingKey INSTANCE =
      SettingKey.of(
          "stackspan.service.instance",
          "",
          "Name of this process, unique within the service; empty: made from host and chance.");
  static final SettingKey BOOTSTRAP =
      SettingKey.of(
          "stackspan.kafka.bootstrap-servers", "localhost:9092", "Kafka brokers, comma-separated.");
  static final SettingKey TOPIC_PREFIX =
      SettingKey.of("stackspan.kafka.topic-prefix", "stackspan", "First part of topic names.");
  static final SettingKey PROPAGATION =
      SettingKey.of(
          "stackspan.propagation",
          "tracecontext,sw8",
          "Header formats to write, in order: tracecontext, sw8, sw6, b3, b3multi. All are read.");
  static final SettingKey SAMPLING =
      SettingKey.of(
          "stackspan.sampling.rule",
          "always",
          "Traces that begin here and are recorded: always, never, a percentage such as 2.5%, or a"
              + " rate such as 100/3s. Propagated and flagged requests are always recorded.");
  static final SettingKey IGNORE_SUFFIXES =
      SettingKey.of(
          "stackspan.sampling.ignore-suffixes",
          ".css,.gif,.ico,.jpeg,.jpg,.js,.map,.png,.svg,.ttf,.woff,.woff2",
          "Operations with one of these ends begin no trace.");
  static final SettingKey IGNORE_OPERATIONS =
      SettingKey.of(
          "stackspan.sampling.ignore-operations",
          "",
          "Operations that begin no trace, such as GET:/health or GET:/internal/*.");
  static final SettingKey EDGE_FLAG =
      SettingKey.of(
          "stackspan.dump.edge-flag",
          "false",
          "true: a request with the header ENABLE_DUMP_FLAG: true is dumped.");
  static final SettingKey DUMP_PERIOD =
      SettingKey.of(
          "stackspan.dump.period", "300ms", "Time between two dumps of a thread, 50ms to 60s.");
  static final SettingKey MAX_DUMPS =
      SettingKey.of("stackspan.dump.max-per-segment", "200", "Dumps per segment, 1 to 2000.");
  static final SettingKey MAX_WATCHED =
      SettingKey.of("stackspan.dump.max-watched", "64", "Threads watched at once, 1 to 1000.");
  static final SettingKey MAX_FRAMES =
      SettingKey.of("stackspan.dump.max-frames", "512", "Frames per dump, 8 to 4096.");
  static final SettingKey QUEUE_BYTES =
      SettingKey.of(
          "stackspan.report.queue-bytes", "8MiB", "Finished segments waiting for Kafka, at most.");
  static final SettingKey FILE =
      SettingKey.of(
          "stackspan.report.file",
          "",
          "Write segments to this file, length-delimited, instead of to Kafka.");

  static final List<SettingKey> KEYS =
      List.of(
          ENABLED,
          MAX_SPANS,
          SERVICE,
          INSTANCE,
          BOOTSTRAP,
          TOPIC_PREFIX,
          PROPAGATION,
          SAMPLING,
          IGNORE_SUFFIXES,
          IGNORE_OPERATIONS,
          EDGE_FLAG,
          DUMP_PERIOD,
          MAX_DUMPS,
          MAX_WATCHED,
          MAX_FRAMES,
          QUEUE_BYTES,
          FILE);

  private final Settings settings;
  private final List<String> faults;
  private final String service;
  private final String instance;

  private AgentConfig(Settings settings) {
    this.settings = settings;
    this.faults = new ArrayList<>(settings.faults());
    String given = settings.text(SERVICE);
    this.service = given.isEmpty() ? mainName() : given;
    String givenInstance = settings.text(INSTANCE);
    this.instance = givenInstance.isEmpty() ? randomInstance() : givenInstance;
  }

  /**
   * @param agentArguments {@code key=value,key=value}; {@code stackspan.} may be left out
   */
  static AgentConfig read(
      String agentArguments, Properties systemProperties, Map<String, String> environment) {
    List<String> arguments = new ArrayList<>();
    for (String name : new TreeSet<>(systemProperties.stringPropertyNames())) {
      if (name.startsWith("stackspan.") && !name.equals("stackspan.agent.started")) {
        String flag = name.equals("stackspan.config") ? "config" : name;
        arguments.add("--" + flag + "=" + systemProperties.getProperty(name));
      }
    }
    for (String argument : agentArguments.split(",")) {
      if (!argument.isBlank()) {
        arguments.add("--" + argument.trim());
      }
    }
    return new AgentConfig(Settings.load(KEYS, arguments, environment));
  }

  /** Keys that were given with their values, for the one line that tells them. */
  String given() {
    StringBuilder given = new StringBuilder();
    for (SettingKey key : KEYS) {
      if (settings.isGiven(key)) {
        given.append(given.length() == 0 ? "" : ", ").append(key.name());
        given.append('=').append(settings.text(key));
      }
    }
    for (String property : settings.kafkaProperties().keySet()) {
      // Their values may be passwords.
      given.append(given.length() == 0 ? "" : ", ").append(Settings.KAFKA_PREFIX).append(property);
      given.append("=…");
    }
    return given.toString();
  }

  /** Everything that could not be used so far, a line each. */
  List<String> faults() {
    return Collections.unmodifiableList(faults);
  }

  boolean isEnabled() {
    return orDefault(ENABLED, true, s -> s.flag(ENABLED));
  }

  String service() {
    return service;
  }

  String instance() {
    return instance;
  }

  String bootstrapServers() {
    return settings.text(BOOTSTRAP);
  }

  Topics topics() {
    return orDefault(
        TOPIC_PREFIX,
        Topics.withPrefix(Topics.DEFAULT_PREFIX),
        s -> Topics.withPrefix(s.text(TOPIC_PREFIX)));
  }

  Map<String, String> kafkaProperties() {
    return settings.kafkaProperties();
  }

  Propagator propagator(AgentCounters counters) {
    return orDefault(
        PROPAGATION,
        new Propagator(List.of(PROPAGATION.defaultText().split(",")), isEdgeFlag(), counters),
        s -> new Propagator(s.list(PROPAGATION), isEdgeFlag(), counters));
  }

  TraceSampler sampler() {
    return orDefault(SAMPLING, TraceSampler.always(), s -> TraceSampler.parse(s.text(SAMPLING)));
  }

  IgnoreRules ignoreRules() {
    return new IgnoreRules(settings.list(IGNORE_SUFFIXES), settings.list(IGNORE_OPERATIONS));
  }

  boolean isEdgeFlag() {
    return orDefault(EDGE_FLAG, false, s -> s.flag(EDGE_FLAG));
  }

  int maxSpans() {
    return orDefault(MAX_SPANS, 300, s -> s.integer(MAX_SPANS, 1, 10_000));
  }

  Duration dumpPeriod() {
    return orDefault(
        DUMP_PERIOD,
        Duration.ofMillis(300),
        s -> {
          Duration period = s.duration(DUMP_PERIOD);
          if (period.toMillis() < 50 || period.toMillis() > 60_000) {
            throw new IllegalArgumentException(DUMP_PERIOD + ": not from 50ms to 60s: " + period);
          }
          return period;
        });
  }

  int maxDumps() {
    return orDefault(MAX_DUMPS, 200, s -> s.integer(MAX_DUMPS, 1, 2000));
  }

  int maxWatched() {
    return orDefault(MAX_WATCHED, 64, s -> s.integer(MAX_WATCHED, 1, 1000));
  }

  int maxFrames() {
    return orDefault(MAX_FRAMES, 512, s -> s.integer(MAX_FRAMES, 8, 4096));
  }

  long queueBytes() {
    return orDefault(QUEUE_BYTES, 8L << 20, s -> s.bytes(QUEUE_BYTES));
  }

  /** Empty: Kafka. */
  String file() {
    return settings.text(FILE);
  }

  private <T> T orDefault(SettingKey key, T defaultValue, Function<Settings, T> reader) {
    try {
      return reader.apply(settings);
    } catch (SettingsException | IllegalArgumentException e) {
      faults.add(e.getMessage() + "; " + key.defaultText() + " holds");
      return defaultValue;
    }
  }

  /**
   * {@code com.acme.ShopMain} gives {@code ShopMain}, {@code lib/shop-1.2.jar} gives {@code
   * shop-1.2}.
   */
  private static String mainName() {
    String command = System.getProperty("sun.java.command", "").split(" ", 2)[0];
    String name = command.substring(command.lastIndexOf('/') + 1);
    if (name.endsWith(".jar")) {
      name = name.substring(0, name.length() - ".jar".length());
    } else {
      name = name.substring(name.lastIndexOf('.') + 1);
    }
    return name.isEmpty() ? "unnamed-service" : name;
  }

  /** Not by a name service: a look-up may block for seconds. */
  private static String randomInstance() {
    String host = System.getenv("HOSTNAME");
    return UUID.randomUUID().toString().substring(0, 8) + (host == null ? "" : "@" + host);
  }
}
