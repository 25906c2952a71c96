package io.stackspan.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * {@code demo --check}: verifies the whole path through the public API, survives a kill -9 of
 * standalone, and reports in one line of JSON.
 */
final class Check {
  /** For what takes a second or two on a quiet machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DemoFiles files;
  private final DemoConfig config;
  private final PrintStream progress;
  private final CheckReport report = new CheckReport();
  private final StockAgentCheck stockAgent = new StockAgentCheck(StockAgentReplay.contents());

  Check(DemoFiles files, DemoConfig config, PrintStream progress) {
    this.files = files;
    this.config = config;
    this.progress = progress;
  }

  /** A driven request and what its trace must look like. */
  private record Expectation(
      CompletableFuture<ShopClient.Answered> request, Function<TraceView, List<String>> rules) {}

  /** Returns when everything that was started has ended. */
  CheckReport run() throws InterruptedException {
    try (Children children = Children.in(config.data())) {
      try {
        verify(children);
      } catch (DemoException e) {
        report.fail("demo", List.of(String.valueOf(e.getMessage())));
      }
      if (!report.isOk()) {
        say(children.lastWords());
      }
    }
    return report;
  }

  private void verify(Children children) throws InterruptedException {
    List<String> anyPorts = Standalone.portFlags(0, 0, 0, 0);
    Standalone standalone = Standalone.start(files, children.folder(), anyPorts, children);
    Standalone.Addresses addresses = standalone.addresses();
    say("standalone is up after " + seconds(standalone.startUp()) + " at " + addresses.api());
    DemoServices services =
        DemoServices.start(files, config.onFreePorts(), addresses.kafka(), children);
    say("shop and stock run under the agent");

    ShopClient shop = new ShopClient(services.shopUrl());
    ApiClient api = new ApiClient(addresses.api());
    List<Expectation> expectations = drive(shop);
    StockAgentReplay.send(addresses.kafka());
    Map<ShopClient.Answered, TraceView> seen = verifyRequests(api, expectations);
    verifyStockAgent("stock agent", api);
    if (!report.isOk()) {
      return;
    }
    report.count(stockAgent.traces(), stockAgent.spans(), 0, 0);

    Map<String, JsonNode> before = contents(seen);
    standalone.child().kill();
    say("standalone has been killed with -9");
    Standalone again = Standalone.start(files, children.folder(), addresses.flags(), children);
    say("standalone is up again after " + seconds(again.startUp()));
    verifySameAnswers(api, before);
    verifyStockAgent("stock agent after kill -9", api);
    verifyRequests(
        api, List.of(new Expectation(shop.get("order", false), TraceRules::ordinaryOrder)));
  }

  private List<Expectation> drive(ShopClient shop) {
    List<Expectation> expectations = new ArrayList<>();
    expectations.add(new Expectation(shop.get("order", false), TraceRules::ordinaryOrder));
    expectations.add(new Expectation(shop.get("lock", true), TraceRules::blockedInStock));
    expectations.add(new Expectation(shop.get("pool", true), TraceRules::handedToPool));
    expectations.add(new Expectation(shop.get("completable", true), TraceRules::handedToPool));
    for (String endpoint : List.of("socket", "cpu", "sleep")) {
      expectations.add(new Expectation(shop.get(endpoint, true), TraceRules::everyDumpIsLinked));
    }
    return expectations;
  }

  private Map<ShopClient.Answered, TraceView> verifyRequests(
      ApiClient api, List<Expectation> expectations) throws InterruptedException {
    TraceFinder finder = new TraceFinder(api);
    Map<ShopClient.Answered, TraceView> seen = new LinkedHashMap<>();
    for (Expectation expectation : expectations) {
      ShopClient.Answered request = answerOf(expectation.request());
      TraceFinder.Found found = finder.await(request, expectation.rules(), PATIENCE);
      report.fail(request.toString(), found.faults());
      TraceView trace = found.trace();
      if (trace != null) {
        seen.put(request, trace);
        report.count(1, trace.spanCount(), trace.dumps().size(), trace.countOf("linkedDumpCount"));
        say(verdict(found.faults()) + request + ": trace " + trace.traceId());
      } else {
        say(verdict(found.faults()) + request);
      }
    }
    return seen;
  }

  private void verifyStockAgent(String point, ApiClient api) throws InterruptedException {
    List<String> faults = stockAgent.verify(api, PATIENCE);
    report.fail(point, faults);
    say(verdict(faults) + point + ": " + stockAgent);
  }

  private void verifySameAnswers(ApiClient api, Map<String, JsonNode> before)
      throws InterruptedException {
    TreeSet<String> different = new TreeSet<>(before.keySet());
    Await.until(
        PATIENCE,
        Duration.ofMillis(200),
        () -> {
          for (Map.Entry<String, JsonNode> trace : before.entrySet()) {
            JsonNode now = api.traceOrNull(trace.getKey());
            if (now != null && new TraceView(now).content().equals(trace.getValue())) {
              different.remove(trace.getKey());
            } else {
              different.add(trace.getKey());
            }
          }
          return different.isEmpty() ? different : null;
        });
    List<String> faults =
        different.stream().map(id -> "trace " + id + " is not as it was before").toList();
    report.fail("after kill -9", faults);
    say(verdict(faults) + "after kill -9: " + before.size() + " traces compared");
  }

  private static Map<String, JsonNode> contents(Map<ShopClient.Answered, TraceView> seen) {
    Map<String, JsonNode> contents = new TreeMap<>();
    seen.values().forEach(trace -> contents.put(trace.traceId(), trace.content()));
    return contents;
  }

  private static ShopClient.Answered answerOf(CompletableFuture<ShopClient.Answered> request) {
    try {
      return request.join();
    } catch (CompletionException e) {
      throw new DemoException(String.valueOf(e.getCause()), e);
    }
  }

  private static String verdict(List<String> faults) {
    return faults.isEmpty() ? "ok    " : "FAILED ";
  }

  private void say(String line) {
    progress.println(line);
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
