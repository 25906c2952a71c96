package io.stackspan.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.wire.SettingTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class AgentConfigTest {
  @Test
  void defaults() {
    AgentConfig config = AgentConfig.read("", new Properties(), Map.of());

    assertThat(config.isEnabled()).isTrue();
    assertThat(config.isEdgeFlag()).isFalse();
    assertThat(config.bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(config.topics().segments()).isEqualTo("stackspan-segments");
    assertThat(config.dumpPeriod()).isEqualTo(Duration.ofMillis(300));
    assertThat(config.maxSpans()).isEqualTo(300);
    assertThat(config.queueBytes()).isEqualTo(8L << 20);
    assertThat(config.service()).isNotEmpty();
    assertThat(config.instance()).isNotEmpty();
    assertThat(config.faults()).isEmpty();
  }

  @Test
  void argumentsWinOverPropertiesOverEnvironment() {
    Properties properties = new Properties();
    properties.setProperty("stackspan.service.name", "from-property");
    properties.setProperty("stackspan.service.instance", "from-property");
    properties.setProperty("unrelated", "x");
    Map<String, String> environment =
        Map.of("STACKSPAN_SERVICE_INSTANCE", "e", "STACKSPAN_KAFKA_BOOTSTRAP_SERVERS", "kafka:1");

    AgentConfig config = AgentConfig.read("service.name=from-argument,", properties, environment);

    assertThat(config.service()).isEqualTo("from-argument");
    assertThat(config.instance()).isEqualTo("from-property");
    assertThat(config.bootstrapServers()).isEqualTo("kafka:1");
    assertThat(config.faults()).isEmpty();
  }

  @Test
  void whatCannotBeUsedIsSaidAndTheDefaultHolds() {
    AgentConfig config =
        AgentConfig.read(
            "dump.period=5ms,agent.max-spans=many,propagation=b4,kafka.topic-prefix=#,dmp.period=1s,"
                + "sampling.rule=often",
            new Properties(),
            Map.of());

    assertThat(config.dumpPeriod()).isEqualTo(Duration.ofMillis(300));
    assertThat(config.maxSpans()).isEqualTo(300);
    assertThat(config.propagator(new AgentCounters())).isNotNull();
    assertThat(config.sampler()).isNotNull();
    assertThat(config.topics().segments()).isEqualTo("stackspan-segments");
    assertThat(config.faults())
        .hasSize(6)
        .anyMatch(fault -> fault.contains("stackspan.dmp.period"))
        .anyMatch(fault -> fault.contains("PT0.005S"))
        .anyMatch(fault -> fault.contains("'many' is not a whole number"))
        .anyMatch(fault -> fault.contains("unknown propagation format 'b4'"))
        .anyMatch(fault -> fault.contains("topic prefix '#'"))
        .anyMatch(fault -> fault.contains("'often' is not always, never"));
  }

  @Test
  void whatWasGivenIsToldWithoutClientSecrets() {
    AgentConfig config =
        AgentConfig.read(
            "service.name=shop",
            new Properties(),
            Map.of("STACKSPAN_KAFKA_SASL_JAAS_CONFIG", "secret"));

    assertThat(config.given())
        .isEqualTo("stackspan.service.name=shop, stackspan.kafka.sasl.jaas.config=…");
  }

  @Test
  void documentationSaysWhatTheCodeSays() throws Exception {
    String documentation = Files.readString(Path.of("..", "..", "docs", "configuration.md"));

    assertThat(documentation).contains(SettingTable.markdown(AgentConfig.KEYS));
  }
}
