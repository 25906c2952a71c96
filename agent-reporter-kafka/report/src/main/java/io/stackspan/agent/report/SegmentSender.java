package io.stackspan.agent.report;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.context.TraceSegment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Gives records to the Kafka client and counts what becomes of each. Used by the reporter's thread;
 * answers come on the client's.
 */
final class SegmentSender {
  static final String DROPPED = "segments.dropped";

  /**
   * More waits in our queue rather than in the client: its buffer would make the reporter wait, and
   * then lose what it was given.
   */
  private static final long MAX_IN_FLIGHT_BYTES = 4 << 20;

  private static final long ANSWER_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** What remains of the time to close for the last heartbeat. */
  private static final long LAST_STATUS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ReportConfig config;
  private final KafkaLink link;
  private final SegmentEncoder encoder;
  private final StatusEncoder status;
  private final AgentCounters counters;
  private final FirstWarnings warnings;
  private final AtomicLong inFlightBytes = new AtomicLong();
  private volatile boolean closed;

  /** Kafka has taken a record before. */
  private volatile boolean answered;

  SegmentSender(
      ReportConfig config,
      KafkaLink link,
      StatusEncoder status,
      AgentCounters counters,
      FirstWarnings warnings) {
    this.config = config;
    this.link = link;
    this.encoder = new SegmentEncoder(config.service(), config.instance());
    this.status = status;
    this.counters = counters;
    this.warnings = warnings;
  }

  /** Sends what waits; false when the client has enough to do before everything is sent. */
  boolean send(SegmentQueue queue) {
    while (inFlightBytes.get() < MAX_IN_FLIGHT_BYTES) {
      TraceSegment segment = queue.poll();
      if (segment == null) {
        return true;
      }
      sendSegment(segment);
    }
    return false;
  }

  private void sendSegment(TraceSegment segment) {
    try {
      byte[] bytes = encoder.encode(segment).toByteArray();
      send(config.topics().segments(), segment.traceId(), bytes, "segments");
    } catch (RuntimeException | Error e) {
      failed("segments", e);
    }
  }

  void sendStatus() {
    try {
      byte[] bytes = status.encode().toByteArray();
      send(config.topics().agents(), config.instance(), bytes, "status");
    } catch (RuntimeException | Error e) {
      failed("status", e);
    }
  }

  private void send(String topic, String key, byte[] bytes, String what) {
    AtomicLong size = new AtomicLong(bytes.length);
    inFlightBytes.addAndGet(bytes.length);
    try {
      link.send(
          topic,
          key,
          bytes,
          (metadata, failure) -> {
            inFlightBytes.addAndGet(-size.getAndSet(0));
            if (failure == null) {
              answered = true;
              counters.count(what + ".sent");
            } else {
              failed(what, failure);
            }
          });
    } catch (RuntimeException | Error e) {
      inFlightBytes.addAndGet(-size.getAndSet(0));
      throw e;
    }
  }

  private void failed(String what, Throwable failure) {
    String reason = reasonOf(failure);
    counters.count(what + ".dropped", reason);
    if (!closed) {
      warnings.warn(
          what + reason,
          "first loss of its kind, later ones are only counted ("
              + what
              + ".dropped, "
              + reason
              + "): "
              + FirstWarnings.reasonOf(failure));
    }
  }

  private String reasonOf(Throwable failure) {
    if (failure instanceof RecordTooLargeException) {
      return "too_large";
    }
    if (failure instanceof TimeoutException) {
      return "not_connected";
    }
    return closed ? "closed" : "send_failed";
  }

  /**
   * Waits for answers, says a last time how things are, and closes.
   *
   * @param deadlineNanos by {@link System#nanoTime}
   */
  void finish(long deadlineNanos) {
    while (inFlightBytes.get() > 0 && deadlineNanos - System.nanoTime() > LAST_STATUS_NANOS) {
      LockSupport.parkNanos(this, ANSWER_POLL_NANOS);
    }
    closed = true;
    if (answered && inFlightBytes.get() == 0) {
      sendStatus();
    }
    // Without anything on its way there is nothing to wait for, whatever the connection does.
    long nanos = inFlightBytes.get() == 0 ? 0 : Math.max(0, deadlineNanos - System.nanoTime());
    link.close(Duration.ofNanos(nanos));
  }
}
