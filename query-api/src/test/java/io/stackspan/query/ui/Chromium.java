package io.stackspan.query.ui;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A headless Chromium of the machine, driven over the Chrome DevTools protocol. One test thread;
 * the owner closes it, which ends the process and removes its profile.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools protocol</a>
 */
final class Chromium implements AutoCloseable {
  private static final String INSTALL =
      "install it (Debian, Ubuntu: apt-get install -y chromium), or name it with"
          + " -Dstackspan.chromium=/path/to/chromium";
  private static final int START_SECONDS = 60;

  private final Process process;
  private final Path profile;
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  private Chromium(Process process, Path profile, int port) {
    this.process = process;
    this.profile = profile;
    this.port = port;
  }

  /**
   * Starts the browser. Without one the calling test is skipped with a message that says how to get
   * one; where {@code CI=true} that is a failure, since a build server that tests nothing must not
   * be green. {@code STACKSPAN_SKIP_BROWSER=true} always skips.
   */
  static Chromium start() throws IOException, InterruptedException {
    assumeTrue(
        !Boolean.parseBoolean(System.getenv("STACKSPAN_SKIP_BROWSER")),
        "The page is NOT tested: STACKSPAN_SKIP_BROWSER=true");
    Path binary = Path.of(System.getProperty("stackspan.chromium", "/usr/bin/chromium"));
    if (!Files.isExecutable(binary)) {
      String message = "The page is NOT tested, there is no Chromium at " + binary + ": " + INSTALL;
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw new AssertionError(message);
      }
      System.err.println(message);
      assumeTrue(false, message);
    }
    Path profile = Files.createTempDirectory("stackspan-chromium");
    ProcessBuilder builder =
        new ProcessBuilder(command(binary, profile))
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("browser.log").toFile());
    // What it leaves in the folder of temporary files goes with its profile.
    builder.environment().put("TMPDIR", profile.toString());
    Process process = builder.start();
    try {
      return new Chromium(process, profile, debuggingPort(process, profile));
    } catch (IOException | InterruptedException | RuntimeException e) {
      end(process, profile);
      throw e;
    }
  }

  private static List<String> command(Path binary, Path profile) {
    List<String> command =
        new ArrayList<>(
            List.of(
                binary.toString(),
                "--headless",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--window-size=1400,900"));
    // Chromium refuses its sandbox to root, which is what a build container is. It opens our page
    // only.
    if ("root".equals(System.getProperty("user.name"))) {
      command.add("--no-sandbox");
    }
    command.add("about:blank");
    return command;
  }

  /** Chromium writes the port it chose into its profile once it listens. */
  private static int debuggingPort(Process process, Path profile)
      throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < deadline) {
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() >= 2) {
          return Integer.parseInt(lines.getFirst());
        }
      }
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    throw new IOException(
        "Chromium did not start: " + Files.readString(profile.resolve("browser.log")));
  }

  /** A new tab, empty. */
  BrowserPage newPage() throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/json/new?about:blank");
    HttpRequest request =
        HttpRequest.newBuilder(uri).PUT(HttpRequest.BodyPublishers.noBody()).build();
    return BrowserPage.connect(http, http.send(request, BodyHandlers.ofString()).body());
  }

  @Override
  public void close() {
    http.close();
    end(process, profile);
  }

  private static void end(Process process, Path profile) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> child.onExit().join());
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("Left behind: " + profile + " (" + e + ")");
    }
  }
}
