package io.stackspan.agent.instrument.kafka;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextCarrier;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.Handover;
import io.stackspan.agent.context.SpanLayer;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * An entry span for each {@code poll} that brought records, with the sender of each record as a
 * parent. It stands for the receipt alone and has no length: what the application does with the
 * records is its own affair, and no call of the client tells when it is done.
 */
public final class PollInterceptor extends Interceptor {
  /** As many parents as a span keeps. */
  private static final int MAX_PARENTS = 500;

  private static final Object NOTED = new Object();

  private final ClientNames names = new ClientNames();

  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    return NOTED;
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    if (!(result instanceof ConsumerRecords) || ((ConsumerRecords<?, ?>) result).isEmpty()) {
      return;
    }
    ConsumerRecords<?, ?> records = (ConsumerRecords<?, ?>) result;
    String group = names.group((KafkaConsumer<?, ?>) self);
    // The records' traces count, not the one that the thread happens to be in.
    Object previous = Handover.attach(Handover.NONE);
    try {
      receive(records, group);
    } finally {
      // Ends the span as well.
      Handover.restore(previous);
    }
  }

  private static void receive(ConsumerRecords<?, ?> records, String group) {
    String topics = topics(records);
    AbstractSpan span = null;
    int parents = 0;
    for (ConsumerRecord<?, ?> record : records) {
      if (parents == MAX_PARENTS) {
        break;
      }
      ContextCarrier carrier = ContextManager.extract(name -> header(record, name));
      if (carrier.isValid()) {
        parents++;
        if (span == null) {
          span = createSpan(topics, group, carrier);
        } else {
          span.addParent(carrier);
        }
      }
    }
    if (span == null) {
      span = createSpan(topics, group, new ContextCarrier());
    }
    span.tag("mq.records", Integer.toString(records.count()));
    ContextManager.stopSpan();
  }

  private static AbstractSpan createSpan(String topics, String group, ContextCarrier carrier) {
    return ContextManager.createEntrySpan("Kafka/" + topics + "/Consumer/" + group, carrier)
        .component("kafka-consumer", 41)
        .layer(SpanLayer.MQ)
        .tag("mq.topic", topics);
  }

  private static String topics(ConsumerRecords<?, ?> records) {
    TreeSet<String> topics = new TreeSet<>();
    for (TopicPartition partition : records.partitions()) {
      topics.add(partition.topic());
    }
    return String.join(";", topics);
  }

  private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
