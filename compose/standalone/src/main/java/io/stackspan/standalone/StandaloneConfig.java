package io.stackspan.standalone;

import io.stackspan.index.IndexConfig;
import io.stackspan.query.QueryApiConfig;
import io.stackspan.stream.StreamProcessorConfig;
import io.stackspan.wire.SettingKey;
import io.stackspan.wire.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings of standalone: its own few, and those of all services except what standalone decides
 * itself (where Kafka is, where each service keeps its data, and where the index-service listens).
 */
public final class StandaloneConfig {
  private static final int MAX_PORT = 65_535;

  private static final SettingKey DATA =
      SettingKey.of("stackspan.standalone.data", "./data", "Folder of all data.").withFlag("data");
  private static final SettingKey KAFKA_PORT =
      SettingKey.of(
              "stackspan.standalone.kafka-port",
              "9092",
              "Port of the embedded Kafka on 127.0.0.1; 0 takes any free one.")
          .withFlag("kafka-port");
  private static final SettingKey PARTITIONS =
      SettingKey.of(
              "stackspan.standalone.partitions",
              "2",
              "Partitions of each topic when it is created, 1 to 64.")
          .withFlag("partitions");

  /** Stand in for what is known only when it runs. */
  private static final String ANY_KAFKA = "127.0.0.1:9092";

  private static final URI ANY_INDEX = URI.create("http://127.0.0.1:8081");

  /** Decided here; a person who sets one would otherwise wonder why nothing changes. */
  private static final List<String> OWNED =
      List.of(
          "stackspan.kafka.bootstrap-servers",
          "stackspan.stream.data-dir",
          "stackspan.index.data-dir",
          "stackspan.api.index-urls");

  /** Every key that a person may set, in the order of {@code --help}. */
  public static final List<SettingKey> KEYS = Collections.unmodifiableList(settable());

  private final List<String> arguments;
  private final Map<String, String> environment;
  private final Settings settings;

  private StandaloneConfig(
      List<String> arguments, Map<String, String> environment, Settings settings) {
    this.arguments = arguments;
    this.environment = environment;
    this.settings = settings;
  }

  /**
   * @throws io.stackspan.wire.SettingsException for keys that are unknown or not of their kind
   * @throws IllegalArgumentException for values that make no sense
   */
  public static StandaloneConfig load(List<String> arguments, Map<String, String> environment) {
    Settings settings = Settings.load(allKeys(), arguments, environment).orThrow();
    List<String> owned =
        allKeys().stream()
            .filter(key -> OWNED.contains(key.name()) && settings.isGiven(key))
            .map(key -> key.name() + ": standalone decides this itself; leave it out")
            .toList();
    if (!owned.isEmpty()) {
      throw new IllegalArgumentException(String.join(System.lineSeparator(), owned));
    }
    StandaloneConfig config =
        new StandaloneConfig(List.copyOf(arguments), Map.copyOf(environment), settings);
    config.requireUsable();
    return config;
  }

  Path data() {
    return Path.of(settings.text(DATA));
  }

  int kafkaPort() {
    return settings.integer(KAFKA_PORT, 0, MAX_PORT);
  }

  int partitions() {
    return settings.integer(PARTITIONS, 1, 64);
  }

  StreamProcessorConfig stream(String kafka, Path data) {
    return StreamProcessorConfig.from(
        with(
            Map.of(
                "stackspan.kafka.bootstrap-servers",
                kafka,
                "stackspan.stream.data-dir",
                data.toString())));
  }

  IndexConfig index(String kafka, Path data) {
    return IndexConfig.from(
        with(
            Map.of(
                "stackspan.kafka.bootstrap-servers",
                kafka,
                "stackspan.index.data-dir",
                data.toString())));
  }

  QueryApiConfig api(URI index) {
    return QueryApiConfig.from(with(Map.of("stackspan.api.index-urls", index.toString())));
  }

  /** Of the services; the broker checks its own. */
  List<Listener> listeners(DataFolder data) {
    StreamProcessorConfig stream = stream(ANY_KAFKA, data.stream());
    IndexConfig index = index(ANY_KAFKA, data.index());
    QueryApiConfig api = api(ANY_INDEX);
    return List.of(
        new Listener(api.host(), api.port(), "stackspan.api.port"),
        new Listener(index.host(), index.port(), "stackspan.index.port"),
        new Listener(stream.host(), stream.port(), "stackspan.stream.port"));
  }

  /** Everything that can be wrong in the settings is found before anything is started. */
  private void requireUsable() {
    kafkaPort();
    partitions();
    stream(ANY_KAFKA, data());
    index(ANY_KAFKA, data());
    api(ANY_INDEX);
  }

  private Settings with(Map<String, String> decided) {
    List<String> all = new ArrayList<>(arguments);
    decided.forEach((name, value) -> all.add("--" + name + "=" + value));
    return Settings.load(allKeys(), all, environment).orThrow();
  }

  private static List<SettingKey> settable() {
    List<SettingKey> keys = new ArrayList<>(allKeys());
    keys.removeIf(key -> OWNED.contains(key.name()));
    return keys;
  }

  /** One of each name; services share those of Kafka. */
  private static List<SettingKey> allKeys() {
    Map<String, SettingKey> keys = new LinkedHashMap<>();
    for (List<SettingKey> part :
        List.of(
            List.of(DATA, KAFKA_PORT, PARTITIONS),
            QueryApiConfig.KEYS,
            IndexConfig.KEYS,
            StreamProcessorConfig.KEYS)) {
      part.forEach(key -> keys.putIfAbsent(key.name(), key));
    }
    return List.copyOf(keys.values());
  }
}
