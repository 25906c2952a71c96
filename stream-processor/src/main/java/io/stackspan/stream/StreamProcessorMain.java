package io.stackspan.stream;

import io.stackspan.wire.Settings;
import io.stackspan.wire.SettingsException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The stream processor as a process of its own. Exit codes: 0 stopped by a signal, 1 failed, 2 bad
 * settings.
 */
public final class StreamProcessorMain {
  private StreamProcessorMain() {}

  public static void main(String[] args) {
    List<String> arguments = List.of(args);
    if (arguments.contains("--help")) {
      System.out.print(
          "Joins segments and dumps by trace id, links dumps to spans, emits summaries.\n\n"
              + Settings.help(StreamProcessorConfig.KEYS));
      return;
    }
    StreamProcessorConfig config = configOrNull(arguments);
    if (config == null) {
      System.exit(2);
    } else {
      run(config);
    }
  }

  private static @Nullable StreamProcessorConfig configOrNull(List<String> arguments) {
    try {
      return StreamProcessorConfig.from(
          Settings.load(StreamProcessorConfig.KEYS, arguments, System.getenv()).orThrow());
    } catch (SettingsException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return null;
    }
  }

  private static void run(StreamProcessorConfig config) {
    StreamProcessor processor;
    try {
      processor = StreamProcessor.start(config);
    } catch (StreamStartException e) {
      System.err.println(e.getMessage());
      System.exit(1);
      return;
    }
    CompletableFuture<Throwable> failure = processor.failure();
    Runtime.getRuntime().addShutdownHook(new Thread(processor::close, "stop"));
    // Until a signal runs the hook, or the stream fails.
    Throwable cause = failure.join();
    System.err.println("the stream has failed: " + cause);
    System.exit(1);
  }
}
