package io.stackspan.demo;

import io.stackspan.wire.Settings;
import io.stackspan.wire.SettingsException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs everything together on one machine. Read from here: {@link Tour} for people, {@link Check}
 * for continuous integration, {@link Measure} for figures.
 */
public final class DemoMain {
  private static final String USAGE =
      """
      Usage: stackspan demo [--check | --measure] [settings]

      Starts Stackspan in one JVM with its own Kafka, and two small services under the agent; sends
      ordinary and flagged requests to them; tells what was found and where to look at it. Stays up
      until Ctrl-C.

        --check
              Verifies the outcome through the public API on free ports, also after a kill -9, prints
              one line of JSON on standard output, and exits with 0 or 1. Progress is on standard error.
        --measure
              Prints a table: start-up time, time to visibility of 200 requests, resident memory.

      Settings:
      """;

  private DemoMain() {}

  public static void main(String[] args) throws InterruptedException {
    // Exits even if a pool of a client were still alive.
    System.exit(run(List.of(args), System.getenv(), System.out, System.err));
  }

  static int run(
      List<String> args, Map<String, String> environment, PrintStream out, PrintStream err)
      throws InterruptedException {
    List<String> arguments = new ArrayList<>(args);
    if (arguments.contains("--help")) {
      out.print(USAGE + Settings.help(DemoConfig.KEYS));
      return 0;
    }
    boolean check = arguments.remove("--check");
    boolean measure = arguments.remove("--measure");
    try {
      if (check && measure) {
        err.println("--check and --measure exclude each other");
        return 2;
      }
      DemoConfig config =
          DemoConfig.from(Settings.load(DemoConfig.KEYS, arguments, environment).orThrow());
      return run(check, measure, config, out, err);
    } catch (SettingsException e) {
      err.println(e.getMessage());
      return 2;
    } catch (DemoException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static int run(
      boolean check, boolean measure, DemoConfig config, PrintStream out, PrintStream err)
      throws InterruptedException {
    DemoFiles files = DemoFiles.ofLauncher();
    if (check) {
      long begin = System.nanoTime();
      CheckReport report = new Check(files, config, err).run();
      out.println(report.json(Duration.ofNanos(System.nanoTime() - begin)));
      return report.isOk() ? 0 : 1;
    }
    if (measure) {
      new Measure(files, config, out).run();
    } else {
      new Tour(files, config, out).run();
    }
    return 0;
  }
}
