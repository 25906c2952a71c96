package io.stackspan.standalone;

import io.stackspan.proto.v1.Segment;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes as agents do; returns when Kafka has acknowledged. */
final class TestProducer implements AutoCloseable {
  private final KafkaProducer<String, byte[]> producer;

  TestProducer(String kafka) {
    this.producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  void send(String topic, Segment segment) throws Exception {
    send(topic, segment.getTraceId(), segment.toByteArray());
  }

  void send(String topic, String key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  @Override
  public void close() {
    producer.close();
  }
}
