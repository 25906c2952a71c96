package io.stackspan.demo;

import com.google.protobuf.InvalidProtocolBufferException;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.Span;
import io.stackspan.wire.StockAgentSegments;
import io.stackspan.wire.StockAgentSegments.StockRecord;
import io.stackspan.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts on the topic what a stock SkyWalking agent once wrote, byte for byte. */
final class StockAgentReplay {
  private StockAgentReplay() {}

  /** Returns when Kafka has acknowledged every record. */
  static void send(String kafka) throws InterruptedException {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka),
            new StringSerializer(),
            new ByteArraySerializer())) {
      List<Future<?>> acknowledged = new ArrayList<>();
      for (StockRecord stock : StockAgentSegments.read()) {
        // Without a timestamp, which means now: retention would delete records of the day they were
        // written on.
        acknowledged.add(
            producer.send(
                new ProducerRecord<>(Topics.SKYWALKING_SEGMENTS, stock.key(), stock.value())));
      }
      for (Future<?> record : acknowledged) {
        record.get();
      }
    } catch (ExecutionException e) {
      throw new DemoException(
          "Kafka did not take the stock agent's segments: " + e.getMessage(), e);
    }
  }

  /**
   * What the files hold.
   *
   * @param spansByTrace number of spans by trace id
   * @param startMicros start of the first span, in microseconds since the epoch
   * @param endMicros end of the last
   */
  record Contents(
      Map<String, Integer> spansByTrace, Set<String> services, long startMicros, long endMicros) {
    int spans() {
      return spansByTrace.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  static Contents contents() {
    Map<String, Integer> spansByTrace = new TreeMap<>();
    Set<String> services = new TreeSet<>();
    LongSummaryStatistics millis = new LongSummaryStatistics();
    try {
      for (StockRecord stock : StockAgentSegments.read()) {
        Segment segment = Segment.parseFrom(stock.value());
        spansByTrace.merge(segment.getTraceId(), segment.getSpansCount(), Integer::sum);
        services.add(segment.getService());
        for (Span span : segment.getSpansList()) {
          millis.accept(span.getStartTime());
          millis.accept(span.getEndTime());
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new DemoException("the stock agent's segments do not parse", e);
    }
    return new Contents(
        spansByTrace, services, millis.getMin() * 1000, millis.getMax() * 1000 + 999);
  }
}
