package io.stackspan.stream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackspan.stream.trace.Reading.Rejected;
import io.stackspan.stream.trace.RejectReason;
import io.stackspan.wire.DeadLetterHeaders;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends unusable records on, as they came. One per task. */
final class DeadLetters {
  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
  private static final String SERVICE = "stream-processor";

  private final ProcessorContext<byte[], byte[]> context;
  private final String sinkName;
  private final StreamMetrics metrics;
  private final Set<RejectReason> seen = EnumSet.noneOf(RejectReason.class);

  DeadLetters(ProcessorContext<byte[], byte[]> context, String sinkName, StreamMetrics metrics) {
    this.context = context;
    this.sinkName = sinkName;
    this.metrics = metrics;
  }

  void send(Record<byte[], byte[]> record, RecordMetadata origin, Rejected<?> rejection) {
    metrics.countDeadLetter(rejection.reason().tag());
    if (seen.add(rejection.reason())) {
      log.warn(
          "record {} of {}-{} goes to the dead letters: {}; more of this kind are only counted",
          origin.offset(),
          origin.topic(),
          origin.partition(),
          rejection.detail());
    }
    Headers headers = new RecordHeaders(record.headers());
    add(headers, DeadLetterHeaders.REASON, rejection.reason().tag() + ": " + rejection.detail());
    add(headers, DeadLetterHeaders.TOPIC, origin.topic());
    add(headers, DeadLetterHeaders.PARTITION, Integer.toString(origin.partition()));
    add(headers, DeadLetterHeaders.OFFSET, Long.toString(origin.offset()));
    add(headers, DeadLetterHeaders.SERVICE, SERVICE);
    context.forward(record.withHeaders(headers), sinkName);
  }

  private static void add(Headers headers, String key, String value) {
    headers.add(key, value.getBytes(UTF_8));
  }
}
