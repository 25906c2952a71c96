package io.stackspan.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that runs as a child, with its output in a log file and its last lines at hand. Ended
 * by {@link #close}; closing twice is harmless.
 */
final class ChildProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final int LAST_LINES = 5;

  private final String name;
  private final Process process;
  private final Path log;
  private final CompletableFuture<Matcher> sign = new CompletableFuture<>();
  private final ArrayDeque<String> lastLines = new ArrayDeque<>();
  private final Thread reader;

  private ChildProcess(String name, Process process, Path log, Pattern sign) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.reader = new Thread(() -> readOutput(sign), name + "-output");
    reader.setDaemon(true);
  }

  /**
   * @param folder working directory; the output goes to {@code <name>.log} in it
   * @param sign the line by which the program says that it is ready
   */
  static ChildProcess start(String name, Path folder, List<String> command, Pattern sign) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      // The demo is the same everywhere: what is meant for a Stackspan of one's own stays out.
      builder.environment().keySet().removeIf(variable -> variable.startsWith("STACKSPAN_"));
      Process process = builder.start();
      ChildProcess child = new ChildProcess(name, process, folder.resolve(name + ".log"), sign);
      child.reader.start();
      return child;
    } catch (IOException e) {
      throw new DemoException(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  /** The line that matched the sign. Fails with the program's last lines. */
  Matcher awaitSign(Duration limit) throws InterruptedException {
    try {
      return sign.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new DemoException(
          name + " was not ready within " + limit.toSeconds() + " s" + lastWords(), e);
    } catch (ExecutionException e) {
      process.waitFor();
      throw new DemoException(
          name + " ended with exit code " + process.exitValue() + lastWords(), e);
    }
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  /** Of a process that has ended; 128 and more: by that signal. */
  int exitCode() {
    return process.exitValue();
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
    reader.join();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        process.waitFor();
      }
      reader.join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void readOutput(Pattern wanted) {
    try (BufferedReader in = process.inputReader();
        BufferedWriter out =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(line);
        out.newLine();
        out.flush();
        remember(line);
        Matcher matcher = wanted.matcher(line);
        if (matcher.find()) {
          sign.complete(matcher);
        }
      }
      sign.completeExceptionally(new IOException("end of output"));
    } catch (IOException e) {
      sign.completeExceptionally(e);
    }
  }

  private void remember(String line) {
    synchronized (lastLines) {
      lastLines.add(line);
      if (lastLines.size() > LAST_LINES) {
        lastLines.remove();
      }
    }
  }

  /** The end of the output, a line each; empty when there was none. */
  String lastWords() {
    synchronized (lastLines) {
      return lastLines.isEmpty() ? "" : ":\n  " + String.join("\n  ", lastLines);
    }
  }
}
