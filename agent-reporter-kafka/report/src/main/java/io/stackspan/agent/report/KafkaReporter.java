package io.stackspan.agent.report;

import static java.util.Objects.requireNonNull;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.SegmentSink;
import io.stackspan.agent.context.TraceSegment;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends finished segments to Kafka, keyed by trace id, and a heartbeat every 10 s. {@link #accept}
 * may be called by any thread; it neither blocks nor throws. While Kafka is away, segments wait in
 * a bounded queue; what does not fit is dropped and counted.
 *
 * <p>Counters: {@code segments.sent}, {@code segments.dropped|<reason>} with the reasons {@code
 * queue_full}, {@code too_large}, {@code not_connected}, {@code send_failed}, {@code misconfigured}
 * and {@code closed}; {@code status.sent} and {@code status.dropped|<reason>}; {@code
 * reporter.failed|<exception>}.
 *
 * <p>Modelled on zipkin-reporter's {@code AsyncReporter} and OpenTelemetry's {@code
 * BatchSpanProcessor}.
 */
public final class KafkaReporter implements SegmentSink, AutoCloseable {
  private static final String THREAD_NAME = "stackspan-reporter";

  /** In here, {@link #close} sends what waits. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /**
   * Segments of this time go in one turn, so that application threads need not wake the reporter.
   */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final ReportConfig config;
  private final AgentCounters counters;
  private final SegmentQueue queue;
  private final KafkaLink link;
  private final SegmentSender sender;
  private final Thread thread;

  private volatile boolean closing;
  private volatile boolean misconfigured;

  /** The reporter sleeps until somebody wakes it. */
  private volatile boolean idle;

  private KafkaReporter(
      ReportConfig config,
      AgentCounters counters,
      Consumer<String> warn,
      IntSupplier watchedThreads,
      Function<Map<String, Object>, Producer<String, byte[]>> producers) {
    this.config = requireNonNull(config, "config");
    this.counters = requireNonNull(counters, "counters");
    this.queue = new SegmentQueue(config.queueBytes(), config.queueRecords());
    FirstWarnings warnings = new FirstWarnings(requireNonNull(warn, "warn"));
    this.link = new KafkaLink(config, producers, warnings);
    StatusEncoder status =
        new StatusEncoder(config, counters, requireNonNull(watchedThreads, "watchedThreads"));
    this.sender = new SegmentSender(config, link, status, counters, warnings);
    // Without the starting thread's inheritable values: they are the application's.
    this.thread = new Thread(null, this::run, THREAD_NAME, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
  }

  /**
   * Starts the reporter's thread, which touches nothing of Kafka before the first segment or the
   * first heartbeat.
   *
   * @param warn gets one line for the first failure of each kind, on the reporter's thread
   * @param watchedThreads how many there are right now
   */
  public static KafkaReporter start(
      ReportConfig config,
      AgentCounters counters,
      Consumer<String> warn,
      IntSupplier watchedThreads) {
    return start(
        config,
        counters,
        warn,
        watchedThreads,
        properties ->
            new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()));
  }

  static KafkaReporter start(
      ReportConfig config,
      AgentCounters counters,
      Consumer<String> warn,
      IntSupplier watchedThreads,
      Function<Map<String, Object>, Producer<String, byte[]>> producers) {
    KafkaReporter reporter = new KafkaReporter(config, counters, warn, watchedThreads, producers);
    reporter.thread.start();
    return reporter;
  }

  @Override
  public void accept(TraceSegment segment) {
    try {
      String refusal = refusalOf(segment);
      if (refusal != null) {
        counters.count(SegmentSender.DROPPED, refusal);
      } else if (idle) {
        LockSupport.unpark(thread);
      }
    } catch (RuntimeException | Error e) {
      counters.count("reporter.failed", e.getClass().getSimpleName());
    }
  }

  /** Null: the segment was taken. */
  private @Nullable String refusalOf(TraceSegment segment) {
    if (misconfigured) {
      return "misconfigured";
    }
    if (closing) {
      return "closed";
    }
    long bytes = SegmentSizes.estimatedBytes(segment);
    if (bytes > config.queueBytes()) {
      return "too_large";
    }
    return queue.offer(segment, bytes) ? null : "queue_full";
  }

  /**
   * Sends what waits, for at most 5 s, or 2 s if Kafka never was there; what is lost is counted.
   * Later segments are dropped and counted.
   */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(CLOSE_TIMEOUT.plusSeconds(1).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Empty, unless the thread hangs in a name service or came too late.
    drop("closed");
  }

  private void run() {
    ContextManager.suppressThread();
    long heartbeatNanos = config.heartbeat().toNanos();
    long nextHeartbeat = System.nanoTime() + heartbeatNanos;
    while (!closing && !misconfigured) {
      try {
        boolean heartbeatDue = System.nanoTime() - nextHeartbeat >= 0;
        if (queue.isEmpty() && !heartbeatDue) {
          idle(nextHeartbeat - System.nanoTime());
        } else if (!link.isReady()) {
          misconfigured = link.isMisconfigured();
          pause(RETRY_NANOS);
        } else {
          if (heartbeatDue) {
            nextHeartbeat = System.nanoTime() + heartbeatNanos;
            sender.sendStatus();
          }
          pause(sender.send(queue) ? GATHER_NANOS : RETRY_NANOS);
        }
      } catch (Throwable e) {
        survive(e);
      }
    }
    try {
      finish();
    } catch (Throwable e) {
      survive(e);
    }
  }

  private void finish() {
    if (misconfigured) {
      drop("misconfigured");
      return;
    }
    long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    boolean ready = true;
    while (!queue.isEmpty() && deadline - System.nanoTime() > 0) {
      ready = link.isReady();
      if (!ready) {
        break;
      }
      sender.send(queue);
    }
    drop(ready ? "closed" : "not_connected");
    sender.finish(deadline);
  }

  private void drop(String reason) {
    while (queue.poll() != null) {
      counters.count(SegmentSender.DROPPED, reason);
    }
  }

  private void idle(long nanos) {
    idle = true;
    // Who offers after this line sees the flag; what was offered before is seen here.
    if (queue.isEmpty() && !closing && nanos > 0) {
      LockSupport.parkNanos(this, nanos);
    }
    idle = false;
  }

  private void pause(long nanos) {
    if (!closing && !misconfigured) {
      LockSupport.parkNanos(this, nanos);
    }
  }

  /** The application must not notice, and the next segment shall be sent all the same. */
  private void survive(Throwable failure) {
    try {
      counters.count("reporter.failed", failure.getClass().getSimpleName());
      pause(RETRY_NANOS);
    } catch (Throwable ignored) {
      // Out of memory while counting: go on.
    }
  }
}
