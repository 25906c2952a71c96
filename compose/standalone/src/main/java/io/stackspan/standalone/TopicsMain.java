package io.stackspan.standalone;

import io.stackspan.broker.TopicSetup;
import io.stackspan.wire.SettingKey;
import io.stackspan.wire.Settings;
import io.stackspan.wire.SettingsException;
import io.stackspan.wire.Topics;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * Creates the topics with the recommended settings on a Kafka of one's own, or checks that they are
 * as they must be. Exit codes: 0 all is well, 1 it is not, 2 bad usage.
 */
public final class TopicsMain {
  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;

  private static final String USAGE =
      """
      Usage: stackspan topics [--check] [settings]

      Creates the topics that are missing, and checks that segments, dumps and traces have the same
      partition count. Existing topics are not changed.

        --check
              Creates nothing.

      Settings; stackspan.kafka.<client property> goes to the Kafka client:
      """;

  private static final SettingKey BOOTSTRAP_SERVERS =
      SettingKey.of(
              "stackspan.kafka.bootstrap-servers",
              "localhost:9092",
              "Kafka's host:port, comma-separated.")
          .withFlag("kafka");
  private static final SettingKey TOPIC_PREFIX =
      SettingKey.of(
          "stackspan.kafka.topic-prefix", Topics.DEFAULT_PREFIX, "First part of all topic names.");
  private static final SettingKey CONNECT_TIMEOUT =
      SettingKey.of("stackspan.kafka.connect-timeout", "30s", "How long Kafka is waited for.");
  private static final SettingKey PARTITIONS =
      SettingKey.of(
              "stackspan.topics.partitions",
              "6",
              "Partitions of each trace topic, 1 to 1000: the most instances that can share the work.")
          .withFlag("partitions");
  private static final SettingKey REPLICATION =
      SettingKey.of(
              "stackspan.topics.replication",
              "-1",
              "Copies of each partition, 1 to 9; -1 is the broker's default.")
          .withFlag("replication");

  static final List<SettingKey> KEYS =
      List.of(BOOTSTRAP_SERVERS, TOPIC_PREFIX, CONNECT_TIMEOUT, PARTITIONS, REPLICATION);

  private TopicsMain() {}

  public static void main(String[] args) throws InterruptedException {
    System.exit(run(List.of(args), System.getenv(), System.out, System.err));
  }

  static int run(
      List<String> args, Map<String, String> environment, PrintStream out, PrintStream err)
      throws InterruptedException {
    List<String> arguments = new ArrayList<>(args);
    if (arguments.contains("--help")) {
      out.print(USAGE + Settings.help(KEYS));
      return 0;
    }
    boolean checkOnly = arguments.remove("--check");
    try {
      Settings settings = Settings.load(KEYS, arguments, environment).orThrow();
      Topics topics = Topics.withPrefix(settings.text(TOPIC_PREFIX));
      int partitions = settings.integer(PARTITIONS, 1, 1000);
      short replication = (short) settings.integer(REPLICATION, -1, 9);
      try (Admin admin = Admin.create(clientProperties(settings))) {
        return run(new TopicSetup(admin, topics, partitions, replication), checkOnly, out, err);
      } catch (KafkaException | IllegalStateException e) {
        err.println(failureOf(e, settings));
        return FAILED;
      }
    } catch (SettingsException | IllegalArgumentException e) {
      err.println(e.getMessage());
      return BAD_USAGE;
    }
  }

  private static int run(TopicSetup setup, boolean checkOnly, PrintStream out, PrintStream err)
      throws InterruptedException {
    if (!checkOnly) {
      setup.createMissing().forEach(topic -> out.println("created " + topic));
    }
    List<String> faults = setup.faults();
    faults.forEach(err::println);
    if (faults.isEmpty()) {
      out.println("all topics are as they must be");
    }
    return faults.isEmpty() ? 0 : FAILED;
  }

  private static Map<String, Object> clientProperties(Settings settings) {
    Map<String, Object> properties = new HashMap<>(settings.kafkaProperties());
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.text(BOOTSTRAP_SERVERS));
    long wantedMillis = settings.duration(CONNECT_TIMEOUT).toMillis();
    int timeoutMillis = (int) Math.min(wantedMillis, Integer.MAX_VALUE);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis);
    return properties;
  }

  private static String failureOf(Exception e, Settings settings) {
    if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
      return "Kafka does not answer at %s (tried for %s)"
          .formatted(settings.text(BOOTSTRAP_SERVERS), settings.text(CONNECT_TIMEOUT));
    }
    Throwable cause = e.getCause();
    String message = String.valueOf(e.getMessage());
    return cause == null || message.contains(String.valueOf(cause.getMessage()))
        ? message
        : message + ": " + cause.getMessage();
  }
}
