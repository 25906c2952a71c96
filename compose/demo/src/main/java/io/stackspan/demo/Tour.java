package io.stackspan.demo;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * {@code demo}: starts everything, sends an ordinary and some flagged requests, tells what was
 * found, and stays up.
 */
final class Tour {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** 128 + SIGINT. */
  private static final int ENDED_BY_CTRL_C = 130;

  /** What each endpoint is slow for. */
  private static final Map<String, String> ENDPOINTS =
      Map.of(
          "lock", "waits for a lock in stock",
          "socket", "waits for a socket",
          "cpu", "burns CPU",
          "sleep", "sleeps",
          "pool", "hands work to a pool",
          "completable", "hands work to a CompletableFuture");

  private final DemoFiles files;
  private final DemoConfig config;
  private final PrintStream out;

  Tour(DemoFiles files, DemoConfig config, PrintStream out) {
    this.files = files;
    this.config = config;
    this.out = out;
  }

  /** Returns on Ctrl-C; fails when one of the children ends by itself. */
  void run() throws InterruptedException {
    try (Children children = Children.in(config.data())) {
      out.println("starting standalone (Kafka, stream-processor, index-service, query-api) …");
      Standalone standalone = startStandalone(children);
      Standalone.Addresses addresses = standalone.addresses();
      out.println(
          "  up after "
              + standalone.startUp().toMillis() / 1000.0
              + " s; page and API at "
              + addresses.api());
      out.println("starting shop and stock under the agent …");
      DemoServices services = DemoServices.start(files, config, addresses.kafka(), children);
      out.println("  shop at " + services.shopUrl() + ", stock at " + services.stockUrl());
      show(new ShopClient(services.shopUrl()), addresses.api());
      invite(services.shopUrl(), addresses);
      ChildProcess ended =
          Children.anyEnd(List.of(standalone.child(), services.shop(), services.stock())).join();
      // Ctrl-C reaches the children too, and they may be quicker than this JVM.
      if (ended.exitCode() != ENDED_BY_CTRL_C) {
        throw new DemoException(ended.name() + " has ended unexpectedly" + ended.lastWords());
      }
    }
  }

  private Standalone startStandalone(Children children) throws InterruptedException {
    List<String> flags = Standalone.portFlags(config.apiPort(), 0, 0, config.kafkaPort());
    return Standalone.start(files, children.folder(), flags, children);
  }

  private void show(ShopClient shop, URI api) throws InterruptedException {
    TraceFinder finder = new TraceFinder(new ApiClient(api));
    out.println("asking the shop …");
    List<CompletableFuture<ShopClient.Answered>> requests = new ArrayList<>();
    requests.add(shop.get("order", false));
    for (String endpoint : List.of("lock", "socket", "cpu", "sleep", "pool", "completable")) {
      requests.add(shop.get(endpoint, true));
    }
    for (CompletableFuture<ShopClient.Answered> request : requests) {
      tell(finder, request.join(), api);
    }
  }

  private void tell(TraceFinder finder, ShopClient.Answered request, URI api)
      throws InterruptedException {
    Function<TraceView, List<String>> rules =
        switch (request.endpoint()) {
          case "order" -> TraceRules::ordinaryOrder;
          case "lock" -> TraceRules::blockedInStock;
          case "pool", "completable" -> TraceRules::handedToPool;
          default -> TraceRules::everyDumpIsLinked;
        };
    TraceFinder.Found found = finder.await(request, rules, PATIENCE);
    TraceView trace = found.trace();
    String why = ENDPOINTS.getOrDefault(request.endpoint(), "an ordinary request");
    out.printf("%n%s, %s: %d ms%n", request, why, request.took().toMillis());
    if (trace != null) {
      out.printf(
          "  %s in %s, %s  %s%n",
          count(trace.spanCount(), "span"),
          String.join(" and ", trace.services()),
          count(trace.dumps().size(), "dump"),
          api.resolve("/trace/" + trace.traceId()));
      trace.findings().forEach(sentence -> out.println("  > " + sentence));
    }
    found.faults().forEach(fault -> out.println("  ! not as expected: " + fault));
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private void invite(URI shop, Standalone.Addresses addresses) {
    out.println();
    out.println("Open " + addresses.api() + " or one of the addresses above.");
    out.println("Ask for more:  curl -H 'ENABLE_DUMP_FLAG: true' " + shop.resolve("/lock"));
    out.println("Your own service can report to Kafka at " + addresses.kafka() + ".");
    out.println("Ctrl-C ends everything.");
    out.flush();
  }
}
