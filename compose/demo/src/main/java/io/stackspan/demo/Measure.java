package io.stackspan.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code demo --measure}: start-up time of standalone, time from the end of a request until a
 * search finds its trace with both services, and the resident memory of each process.
 */
final class Measure {
  private static final int WARM_UP = 20;
  private static final int REQUESTS = 200;

  /** A quarter of the requests' usual way to visibility, so that few of them wait at once. */
  private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(200);

  /** What the figures are accurate to. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DemoFiles files;
  private final DemoConfig config;
  private final PrintStream out;

  Measure(DemoFiles files, DemoConfig config, PrintStream out) {
    this.files = files;
    this.config = config;
    this.out = out;
  }

  void run() throws InterruptedException {
    try (Children children = Children.in(config.data())) {
      List<String> anyPorts = Standalone.portFlags(0, 0, 0, 0);
      Standalone standalone = Standalone.start(files, children.folder(), anyPorts, children);
      DemoServices services =
          DemoServices.start(files, config.onFreePorts(), standalone.addresses().kafka(), children);
      ShopClient shop = new ShopClient(services.shopUrl());
      ApiClient api = new ApiClient(standalone.addresses().api());
      visibility(shop, api, WARM_UP);
      List<Long> millis = visibility(shop, api, REQUESTS);
      out.printf("| what | measured |%n|---|---|%n");
      out.printf("| start-up of standalone | %.1f s |%n", standalone.startUp().toMillis() / 1000.0);
      out.printf(
          "| end of a request to visible in the API, %d requests | p50 %d ms, p99 %d ms, max %d ms |%n",
          REQUESTS, percentile(millis, 50), percentile(millis, 99), percentile(millis, 100));
      for (ChildProcess child : List.of(standalone.child(), services.shop(), services.stock())) {
        out.printf("| resident memory of %s | %s |%n", child.name(), residentMemory(child.pid()));
      }
    }
  }

  /** Sorted. */
  private static List<Long> visibility(ShopClient shop, ApiClient api, int requests)
      throws InterruptedException {
    List<Long> millis = new ArrayList<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> waiting = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        waiting.add(each.submit(() -> visibilityMillis(shop, api)));
        Thread.sleep(BETWEEN_REQUESTS.toMillis());
      }
      for (Future<Long> one : waiting) {
        millis.add(one.get());
      }
    } catch (ExecutionException e) {
      throw new DemoException(String.valueOf(e.getMessage()), e);
    }
    Collections.sort(millis);
    return millis;
  }

  private static long visibilityMillis(ShopClient shop, ApiClient api) throws InterruptedException {
    ShopClient.Answered request = shop.get("order", false).join();
    Long seenNanos =
        Await.until(
            PATIENCE,
            BETWEEN_LOOKS,
            () -> {
              boolean both =
                  api.searchFor("shop", request.url()).stream()
                      .anyMatch(trace -> trace.path("services").size() == 2);
              return both ? System.nanoTime() : null;
            });
    if (seenNanos == null) {
      throw new DemoException(request + " was not visible within " + PATIENCE.toSeconds() + " s");
    }
    return (seenNanos - request.endNanos()) / 1_000_000;
  }

  /** Nearest rank. */
  static long percentile(List<Long> sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return sorted.get(Math.max(rank, 1) - 1);
  }

  private static String residentMemory(long pid) throws InterruptedException {
    try {
      Path status = Path.of("/proc/" + pid + "/status");
      if (Files.exists(status)) {
        for (String line : Files.readAllLines(status)) {
          if (line.startsWith("VmRSS:")) {
            return kibibytes(line.replaceAll("\\D", ""));
          }
        }
      }
      Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
      String text = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      ps.waitFor();
      return kibibytes(text.trim());
    } catch (IOException e) {
      return "unknown: " + e.getMessage();
    }
  }

  private static String kibibytes(String number) {
    return Long.parseLong(number) / 1024 + " MiB";
  }
}
