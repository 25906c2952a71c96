package io.stackspan.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.stackspan.stream.topology.StreamMetrics;
import io.stackspan.wire.DeadLetterHeaders;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A poison record may be larger than the dead-letter topic allows; it is then counted and given up,
 * because it stays readable where it came from. Any other failure to write stops the process. Made
 * by Kafka Streams.
 */
public final class OversizedDeadLetters implements ProductionExceptionHandler {
  static final String METRICS = "stackspan.stream.metrics";
  static final String TOPIC = "stackspan.dead.letters.topic";

  private static final Logger log = LoggerFactory.getLogger(OversizedDeadLetters.class);

  private @Nullable StreamMetrics metrics;
  private String topic = "";

  @Override
  public void configure(Map<String, ?> configs) {
    metrics = (StreamMetrics) configs.get(METRICS);
    topic = String.valueOf(configs.get(TOPIC));
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
    if (!record.topic().equals(topic) || !(exception instanceof RecordTooLargeException)) {
      return Response.fail();
    }
    requireNonNull(metrics, "configure comes first").countDeadLetterLost();
    log.warn(
        "record {} of {}-{} is too large for {}; it stays where it is",
        header(record, DeadLetterHeaders.OFFSET),
        header(record, DeadLetterHeaders.TOPIC),
        header(record, DeadLetterHeaders.PARTITION),
        topic);
    return Response.resume();
  }

  /** The handler's context knows no origin when the broker, not the client, refuses. */
  private static String header(ProducerRecord<byte[], byte[]> record, String key) {
    return new String(record.headers().lastHeader(key).value(), UTF_8);
  }
}
