package io.stackspan.query;

import io.stackspan.wire.Settings;
import io.stackspan.wire.SettingsException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the query API alone, until the process is told to end. */
public final class QueryApiMain {
  private static final Logger LOG = LoggerFactory.getLogger(QueryApiMain.class);

  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;

  private QueryApiMain() {}

  public static void main(String[] args) throws InterruptedException {
    List<String> arguments = Arrays.asList(args);
    if (arguments.contains("--help")) {
      System.out.print(help());
      return;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    int code = run(arguments, System.getenv(), System.err, stopped);
    if (code != 0) {
      System.exit(code);
    }
    stopped.await();
  }

  static String help() {
    return "Usage: query-api [--key value]...\n\n" + Settings.help(QueryApiConfig.KEYS);
  }

  /** Exit code; 0 means that the service runs and closes itself when the process is told to end. */
  static int run(
      List<String> arguments,
      Map<String, String> environment,
      PrintStream errors,
      CountDownLatch stopped) {
    QueryApiConfig config;
    try {
      Settings settings = Settings.load(QueryApiConfig.KEYS, arguments, environment).orThrow();
      config = QueryApiConfig.from(settings);
    } catch (SettingsException | IllegalArgumentException e) {
      errors.println(e.getMessage());
      return BAD_USAGE;
    }
    QueryApi api;
    try {
      api = QueryApi.start(config);
    } catch (QueryApiStartException e) {
      errors.println(e.getMessage());
      return FAILED;
    }
    LOG.info("query-api listens on {}:{}, {}", config.host(), api.port(), config);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  api.close();
                  stopped.countDown();
                },
                "query-api-shutdown"));
    return 0;
  }
}
