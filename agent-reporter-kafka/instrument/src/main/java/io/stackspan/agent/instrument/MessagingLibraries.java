package io.stackspan.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.stackspan.agent.instrument.advice.AllArgumentsAdvice;
import io.stackspan.agent.instrument.advice.AroundAdvice;
import java.util.List;

/** Message queues. */
final class MessagingLibraries {
  private static final String CONCURRENTLY =
      "org.apache.rocketmq.client.impl.consumer.ConsumeMessageConcurrentlyService";

  private MessagingLibraries() {}

  static List<LibraryInstrumentation> instrumentations() {
    return List.of(
        new LibraryInstrumentation(
            "kafka-producer",
            named("org.apache.kafka.clients.producer.KafkaProducer"),
            // Behind the application's own interceptors, which may give another record.
            named("doSend").and(takesArguments(2)),
            AllArgumentsAdvice.class,
            "kafka.SendInterceptor"),
        new LibraryInstrumentation(
            "kafka-consumer",
            named("org.apache.kafka.clients.consumer.KafkaConsumer"),
            isPublic().and(named("poll")).and(takesArguments(1)),
            AroundAdvice.class,
            "kafka.PollInterceptor"),
        new LibraryInstrumentation(
            "rocketmq-producer",
            named("org.apache.rocketmq.client.impl.producer.DefaultMQProducerImpl"),
            named("sendKernelImpl").and(takesArguments(6)),
            AllArgumentsAdvice.class,
            "rocketmq.SendInterceptor"),
        new LibraryInstrumentation(
            "rocketmq-consumer",
            named(CONCURRENTLY + "$ConsumeRequest"),
            named("run").and(takesArguments(0)),
            AroundAdvice.class,
            "rocketmq.ConsumeInterceptor"),
        new LibraryInstrumentation(
            "rocketmq-status",
            named(CONCURRENTLY),
            named("processConsumeResult").and(takesArguments(3)),
            AroundAdvice.class,
            "rocketmq.StatusInterceptor"));
  }
}
