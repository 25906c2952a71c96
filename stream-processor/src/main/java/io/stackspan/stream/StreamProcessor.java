package io.stackspan.stream;

import static java.util.Objects.requireNonNull;

import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.stackspan.stream.StreamRunner.Health;
import io.stackspan.stream.topology.JoinRules;
import io.stackspan.stream.topology.SkyWalkingInputTopology;
import io.stackspan.stream.topology.StreamMetrics;
import io.stackspan.stream.topology.TraceTopology;
import io.stackspan.stream.trace.RecordReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running stream processor: segments and dumps in, summaries out. Start and close from one
 * thread; the rest may be called from any.
 */
public final class StreamProcessor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StreamProcessor.class);

  private final StreamRunner runner;
  private final int port;
  private final Deque<AutoCloseable> parts;

  private StreamProcessor(StreamRunner runner, int port, Deque<AutoCloseable> parts) {
    this.runner = runner;
    this.port = port;
    this.parts = parts;
  }

  /**
   * Returns when Kafka and its topics are found and the stream has been started; {@link #isReady}
   * says when it has its partitions and state.
   *
   * @throws StreamStartException when something is missing; the message says what, and nothing is
   *     left running
   */
  public static StreamProcessor start(StreamProcessorConfig config) {
    requireNonNull(config, "config");
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      return start(config, parts);
    } catch (InterruptedException e) {
      closeAll(parts);
      Thread.currentThread().interrupt();
      throw new StreamStartException("interrupted while starting", e);
    } catch (RuntimeException e) {
      closeAll(parts);
      throw e;
    }
  }

  /** The diagram that the settings ask for. */
  static Topology topology(StreamProcessorConfig config, StreamMetrics metrics) {
    JoinRules rules =
        new JoinRules(
            config.topics(), new RecordReader(config.maxRecordBytes()), config.timing(), metrics);
    Topology topology = new TraceTopology(rules).get();
    return config.inputs().contains(SkyWalkingInputTopology.NAME)
        ? new SkyWalkingInputTopology(rules).addTo(topology)
        : topology;
  }

  /** The port that health and metrics are served on. */
  public int port() {
    return port;
  }

  /** Whether the stream has its partitions and state, and processes records. */
  public boolean isReady() {
    return runner.health() == Health.READY;
  }

  /** Completed, with the reason, if the stream fails for good; the process should then end. */
  public CompletableFuture<Throwable> failure() {
    return runner.failure();
  }

  /** Commits, leaves the group and frees everything; within about ten seconds. */
  @Override
  public void close() {
    closeAll(parts);
  }

  private static StreamProcessor start(StreamProcessorConfig config, Deque<AutoCloseable> parts)
      throws InterruptedException {
    DataDir dataDir = DataDir.open(config.dataDir());
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    parts.push(registry::close);
    StreamMetrics metrics = new StreamMetrics(registry);
    var health = new AtomicReference<StreamRunner>();
    Javalin http = startHttp(config, new StreamRoutes(() -> healthOf(health), metrics, registry));
    parts.push(http::stop);
    new KafkaCheck(config).run();

    RocksMemory memory = new RocksMemory(config.rocksDbBytes());
    parts.push(memory);
    String instanceId = config.instanceId().isEmpty() ? dataDir.instanceId() : config.instanceId();
    StreamRunner runner =
        startStreams(config, StreamsProperties.of(config, instanceId, memory, metrics), metrics);
    parts.push(runner);
    health.set(runner);
    parts.push(bindKafkaMetrics(runner.streams(), registry));
    log.info(
        "stream processor joins {} and {} of {}; health and metrics at http://{}:{}",
        config.topics().segments(),
        config.topics().dumps(),
        config.kafka().bootstrapServers(),
        config.host(),
        http.port());
    return new StreamProcessor(runner, http.port(), parts);
  }

  private static StreamRunner startStreams(
      StreamProcessorConfig config, java.util.Properties properties, StreamMetrics metrics) {
    StreamRunner runner;
    try {
      runner = new StreamRunner(topology(config, metrics), properties, metrics);
    } catch (StreamsException e) {
      throw new StreamStartException(
          "the data folder " + config.dataDir() + " cannot be used: " + e.getMessage(), e);
    }
    runner.start();
    return runner;
  }

  private static Javalin startHttp(StreamProcessorConfig config, StreamRoutes routes) {
    Javalin http =
        Javalin.create(
            javalin -> {
              javalin.startup.showJavalinBanner = false;
              javalin.startup.startupWatcherEnabled = false;
              routes.addTo(javalin.routes);
            });
    try {
      return http.start(config.host(), config.port());
    } catch (JavalinBindException e) {
      http.stop();
      throw new StreamStartException(
          "port %d on %s (stackspan.stream.port) is in use or not ours to take"
              .formatted(config.port(), config.host()),
          e);
    }
  }

  private static AutoCloseable bindKafkaMetrics(
      KafkaStreams streams, PrometheusMeterRegistry registry) {
    var binder = new KafkaStreamsMetrics(streams);
    binder.bindTo(registry);
    return binder::close;
  }

  private static Health healthOf(AtomicReference<StreamRunner> runner) {
    StreamRunner started = runner.get();
    return started == null ? Health.STARTING : started.health();
  }

  /** In reverse order of start; one failure does not keep the others open. */
  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        log.warn("something could not be closed; the process should end now", e);
      }
    }
  }
}
