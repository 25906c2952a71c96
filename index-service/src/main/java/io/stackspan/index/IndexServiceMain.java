package io.stackspan.index;

import io.stackspan.wire.Settings;
import io.stackspan.wire.SettingsException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * {@code stackspan index-service}: runs until it is told to stop. Exit codes: 0, 1 failed, 2 usage.
 */
public final class IndexServiceMain {
  private IndexServiceMain() {}

  public static void main(String[] args) {
    int code = run(Arrays.asList(args));
    if (code != 0) {
      System.exit(code);
    }
  }

  private static int run(List<String> args) {
    if (args.contains("--help")) {
      System.out.print(
          "Usage: stackspan index-service [--key value]...\n"
              + "Reads segments, dumps and trace summaries from Kafka, and answers searches.\n\n"
              + Settings.help(IndexConfig.KEYS));
      return 0;
    }
    IndexConfig config;
    try {
      config = IndexConfig.from(Settings.load(IndexConfig.KEYS, args, System.getenv()));
    } catch (SettingsException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 2;
    }
    try {
      serve(IndexService.start(config));
      return 0;
    } catch (IndexStartException e) {
      System.err.println("index-service: " + e.getMessage());
      return 1;
    } catch (CompletionException e) {
      System.err.println("index-service stopped: " + e.getCause());
      return 1;
    }
  }

  /** Returns after SIGTERM; throws when the service stopped by itself. */
  private static void serve(IndexService service) {
    Runtime.getRuntime().addShutdownHook(new Thread(service::close, "index-shutdown"));
    service.stopped().toCompletableFuture().join();
  }
}
