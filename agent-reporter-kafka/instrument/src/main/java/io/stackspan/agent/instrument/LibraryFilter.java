package io.stackspan.agent.instrument;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells quickly, from a class's name and bytes, that no instrumentation is about it: nearly all
 * classes of an application are let go here, before anything is parsed.
 */
final class LibraryFilter {
  private static final String LOG4J_INJECTOR =
      "org/apache/logging/log4j/core/impl/ThreadContextDataInjector";
  private static final Set<String> NAMES =
      Set.of(
          "io/stackspan/toolkit/CurrentSpan",
          "io/stackspan/toolkit/Correlation",
          "ch/qos/logback/classic/spi/LoggingEvent",
          LOG4J_INJECTOR + "$ForCopyOnWriteThreadContextMap",
          LOG4J_INJECTOR + "$ForDefaultThreadContextMap",
          LOG4J_INJECTOR + "$ForGarbageFreeThreadContextMap",
          "org/apache/catalina/core/StandardHostValve",
          "com/sun/net/httpserver/Filter$Chain",
          "org/apache/hc/client5/http/impl/classic/InternalHttpClient",
          "org/apache/hc/client5/http/impl/classic/MinimalHttpClient",
          "org/apache/http/impl/client/AbstractHttpClient",
          "org/apache/http/impl/client/InternalHttpClient",
          "org/apache/http/impl/client/MinimalHttpClient",
          "org/eclipse/jetty/server/Server",
          "org/eclipse/jetty/server/handler/HandlerWrapper",
          "org/springframework/web/servlet/HandlerExecutionChain",
          "sun/net/www/protocol/http/HttpURLConnection",
          "sun/net/www/protocol/https/AbstractDelegateHttpsURLConnection",
          "com/zaxxer/hikari/HikariDataSource",
          "org/apache/dubbo/rpc/filter/ContextFilter",
          "org/apache/dubbo/rpc/protocol/AbstractInvoker",
          "org/apache/dubbo/rpc/protocol/AsyncToSyncInvoker",
          "org/apache/dubbo/rpc/protocol/dubbo/DubboInvoker",
          "org/apache/dubbo/rpc/protocol/tri/TripleInvoker",
          "org/apache/kafka/clients/consumer/KafkaConsumer",
          "org/apache/kafka/clients/producer/KafkaProducer",
          "org/apache/rocketmq/client/impl/consumer/ConsumeMessageConcurrentlyService",
          "org/apache/rocketmq/client/impl/consumer/ConsumeMessageConcurrentlyService$ConsumeRequest",
          "org/apache/rocketmq/client/impl/producer/DefaultMQProducerImpl",
          "jdk/internal/net/http/HttpClientImpl");
  private static final String[] NEVER = {
    "java/", "javax/", "jakarta/", "jdk/", "sun/", "com/sun/", "io/stackspan/agent/"
  };

  /**
   * What classes mention that an instrumentation may be about: every implementation of JDBC's
   * interfaces, and every class with a method that carries one of the toolkits' annotations.
   */
  private static final ByteSearch[] MENTIONS = {
    new ByteSearch("java/sql/"),
    new ByteSearch("Lio/stackspan/toolkit/T"),
    new ByteSearch("Lorg/apache/skywalking/apm/toolkit/trace/T")
  };

  private LibraryFilter() {}

  static boolean mayMatch(@Nullable ClassLoader loader, String className, byte[] bytes) {
    if (NAMES.contains(className)) {
      return true;
    }
    if (loader == null) {
      return false;
    }
    for (String never : NEVER) {
      if (className.startsWith(never)) {
        return false;
      }
    }
    for (ByteSearch mention : MENTIONS) {
      if (mention.isIn(bytes)) {
        return true;
      }
    }
    return false;
  }
}
