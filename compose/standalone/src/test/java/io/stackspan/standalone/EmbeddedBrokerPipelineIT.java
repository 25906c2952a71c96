package io.stackspan.standalone;

import io.stackspan.broker.EmbeddedBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Over the broker that standalone has inside; needs nothing but the JDK. */
class EmbeddedBrokerPipelineIT extends PipelineContract {
  @TempDir static Path brokerData;

  private EmbeddedBroker broker;

  @Override
  String startKafka() {
    broker = EmbeddedBroker.start(brokerData, 0);
    return broker.bootstrapServers();
  }

  @Override
  void stopKafka() {
    if (broker != null) {
      broker.close();
    }
  }
}
