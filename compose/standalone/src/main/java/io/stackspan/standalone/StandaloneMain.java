package io.stackspan.standalone;

import io.stackspan.broker.BrokerStartException;
import io.stackspan.index.IndexStartException;
import io.stackspan.query.QueryApiStartException;
import io.stackspan.stream.StreamStartException;
import io.stackspan.wire.Settings;
import io.stackspan.wire.SettingsException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * Runs {@link Standalone} until the process is told to end. Prints one line on standard output when
 * all is up. Exit codes: 0 done, 1 failed, 2 bad usage.
 */
public final class StandaloneMain {
  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;

  private static final String USAGE =
      """
      Usage: stackspan standalone [settings]

      Kafka, stream-processor, index-service and query-api in one JVM. All data is under one folder
      and survives restarts and kill -9. Prints a line that begins with "ready" when all is up.

      Settings, those of the services included:
      """;

  private StandaloneMain() {}

  public static void main(String[] args) throws InterruptedException {
    // Kafka's threads would keep a failed process alive.
    System.exit(run(List.of(args), System.getenv(), System.out, System.err));
  }

  /** Returns the exit code, when standalone has not come up or has failed later. */
  static int run(
      List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err)
      throws InterruptedException {
    if (arguments.contains("--help")) {
      out.print(USAGE + Settings.help(StandaloneConfig.KEYS));
      return 0;
    }
    StandaloneConfig config;
    try {
      config = StandaloneConfig.load(arguments, environment);
    } catch (SettingsException | IllegalArgumentException e) {
      err.println(e.getMessage());
      return BAD_USAGE;
    }
    return run(config, out, err);
  }

  private static int run(StandaloneConfig config, PrintStream out, PrintStream err)
      throws InterruptedException {
    try (Standalone standalone = Standalone.start(config)) {
      Runtime.getRuntime().addShutdownHook(new Thread(standalone::close, "standalone-shutdown"));
      out.println(standalone.addresses().readyLine());
      Throwable failure = standalone.failure().join();
      err.println("standalone ends, because a part of it has failed: " + failure);
    } catch (StandaloneStartException
        | BrokerStartException
        | StreamStartException
        | IndexStartException
        | QueryApiStartException e) {
      err.println(e.getMessage());
    } catch (RuntimeException e) {
      // Not foreseen, so whoever repairs it needs to know where.
      e.printStackTrace(err);
    }
    return FAILED;
  }
}
