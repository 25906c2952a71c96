package io.stackspan.standalone;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** Over Apache Kafka's own image. Without Docker it is skipped, and says so. */
class ContainerPipelineIT extends PipelineContract {
  private static final String IMAGE = "apache/kafka:4.3.1";

  private KafkaContainer container;

  @Override
  String startKafka() {
    boolean docker = DockerClientFactory.instance().isDockerAvailable();
    if (!docker) {
      System.err.println(
          "SKIPPED: ContainerPipelineIT needs Docker, which does not answer here;"
              + " EmbeddedBrokerPipelineIT runs the same tests over the embedded broker.");
    }
    assumeTrue(docker, "Docker does not answer");
    container = new KafkaContainer(IMAGE);
    container.start();
    return container.getBootstrapServers();
  }

  @Override
  void stopKafka() {
    if (container != null) {
      container.stop();
    }
  }
}
