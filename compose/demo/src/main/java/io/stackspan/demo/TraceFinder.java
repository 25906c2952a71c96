package io.stackspan.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the trace of a request that was sent, and waits until it looks as it must. */
final class TraceFinder {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ApiClient api;

  TraceFinder(ApiClient api) {
    this.api = api;
  }

  /** A trace, or why there is none that keeps the rules. */
  record Found(@Nullable TraceView trace, List<String> faults) {}

  /**
   * Waits until exactly one trace of this request is found and {@code rules} finds no fault in it;
   * when the time is over, answers with the faults of the last look.
   */
  Found await(ShopClient.Answered request, Function<TraceView, List<String>> rules, Duration limit)
      throws InterruptedException {
    AtomicReference<Found> last = new AtomicReference<>(new Found(null, List.of("not looked for")));
    Await.until(
        limit,
        PAUSE,
        () -> {
          Found look = look(request, rules);
          last.set(look);
          return look.faults().isEmpty() ? look : null;
        });
    return last.get();
  }

  private Found look(ShopClient.Answered request, Function<TraceView, List<String>> rules)
      throws InterruptedException {
    try {
      List<JsonNode> traces = api.searchFor("shop", request.url());
      if (traces.size() != 1) {
        return new Found(null, List.of(traces.size() + " traces of this request are found"));
      }
      String id = traces.get(0).path("traceId").asText();
      JsonNode trace = api.traceOrNull(id);
      if (trace == null) {
        return new Found(null, List.of("trace " + id + " is found, but cannot be read"));
      }
      TraceView view = new TraceView(trace);
      return new Found(view, rules.apply(view));
    } catch (IOException e) {
      return new Found(null, List.of("the API does not answer: " + e));
    }
  }
}
