package io.stackspan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stackspan.stream.topology.StreamMetrics;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.junit.jupiter.api.Test;

class TopologyShapeTest {
  @Test
  void mainDiagramIsOneSubTopologyWithItsStores() {
    TopologyDescription shape = topology().describe();

    assertThat(shape.globalStores()).isEmpty();
    Subtopology join = shape.subtopologies().iterator().next();
    assertThat(shape.subtopologies()).hasSize(1);
    assertThat(nodeNames(join))
        .containsExactly("dead-letters", "dumps", "joiner", "segments", "traces");
    Processor joiner =
        join.nodes().stream()
            .filter(Processor.class::isInstance)
            .map(Processor.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(joiner.stores())
        .containsExactlyInAnyOrder("trace-state", "trace-part", "expiry", "closed");
    assertThat(joiner.predecessors())
        .extracting(TopologyDescription.Node::name)
        .containsExactlyInAnyOrder("segments", "dumps");
  }

  @Test
  void foreignInputIsASubTopologyOfItsOwn() {
    TopologyDescription shape = topology("--stream.inputs", "skywalking").describe();

    assertThat(shape.subtopologies())
        .extracting(TopologyShapeTest::nodeNames)
        .containsExactlyInAnyOrder(
            Set.of("dead-letters", "dumps", "joiner", "segments", "traces"),
            Set.of(
                "skywalking-segments",
                "skywalking-rekeyer",
                "skywalking-to-segments",
                "skywalking-dead-letters"));
  }

  private static Topology topology(String... settings) {
    return StreamProcessor.topology(
        TestStream.config(Path.of("unused"), settings),
        new StreamMetrics(new SimpleMeterRegistry()));
  }

  private static Set<String> nodeNames(Subtopology subtopology) {
    Set<String> names = new TreeSet<>();
    subtopology.nodes().forEach(node -> names.add(node.name()));
    return names;
  }
}
