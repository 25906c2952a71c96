package io.stackspan.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Verifies that the API shows as many traces and spans as the stock agent's files hold. */
final class StockAgentCheck {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final StockAgentReplay.Contents files;

  StockAgentCheck(StockAgentReplay.Contents files) {
    this.files = files;
  }

  int traces() {
    return files.spansByTrace().size();
  }

  int spans() {
    return files.spans();
  }

  /** Waits until all is there; when the time is over, answers with what is missing. */
  List<String> verify(ApiClient api, Duration limit) throws InterruptedException {
    Map<String, Integer> last = new TreeMap<>();
    Await.until(
        limit,
        PAUSE,
        () -> {
          Map<String, Integer> answer = spansByTrace(api);
          last.clear();
          last.putAll(answer);
          return answer.equals(files.spansByTrace()) ? answer : null;
        });
    return faults(files.spansByTrace(), last);
  }

  static List<String> faults(Map<String, Integer> wanted, Map<String, Integer> found) {
    if (found.equals(wanted)) {
      return List.of();
    }
    return List.of("found " + describe(found) + " instead of " + describe(wanted));
  }

  private Map<String, Integer> spansByTrace(ApiClient api)
      throws IOException, InterruptedException {
    Map<String, Integer> spans = new TreeMap<>();
    for (String service : files.services()) {
      Map<String, String> query =
          Map.of(
              "service", service,
              "start", String.valueOf(files.startMicros()),
              "end", String.valueOf(files.endMicros()));
      for (JsonNode trace : api.search(query)) {
        spans.put(trace.path("traceId").asText(), trace.path("spanCount").asInt());
      }
    }
    return spans;
  }

  private static String describe(Map<String, Integer> spansByTrace) {
    int spans = spansByTrace.values().stream().mapToInt(Integer::intValue).sum();
    return spansByTrace.size() + " traces with " + spans + " spans";
  }

  @Override
  public String toString() {
    return describe(files.spansByTrace()) + " from a stock SkyWalking agent";
  }
}
