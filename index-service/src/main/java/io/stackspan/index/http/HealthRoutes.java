package io.stackspan.index.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.stackspan.index.ingest.Progress;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code GET /health/live}, {@code /health/ready} and {@code /metrics}. Ready means that all that
 * Kafka held at start is searchable; until then the answer is 503 with what is left.
 */
public final class HealthRoutes {
  private static final String JSON = "application/json";

  private final Progress progress;
  private final PrometheusMeterRegistry registry;

  public HealthRoutes(Progress progress, PrometheusMeterRegistry registry) {
    this.progress = progress;
    this.registry = registry;
  }

  public void addTo(RoutesConfig routes) {
    routes.get("/health/live", ctx -> ctx.contentType(JSON).result("{\"status\":\"live\"}"));
    routes.get("/health/ready", this::ready);
    routes.get(
        "/metrics",
        ctx ->
            ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(registry.scrape()));
  }

  private void ready(Context ctx) {
    boolean ready = progress.ready();
    ctx.status(ready ? 200 : 503)
        .contentType(JSON)
        .result(
            "{\"status\":\""
                + (ready ? "ready" : "starting")
                + "\",\"completeUntilMicros\":"
                + progress.completeUntilMicros()
                + ",\"gaps\":"
                + progress.gaps().size()
                + ",\"lag\":{"
                + lags(progress.lagByPartition())
                + "}}");
  }

  /** Names of topics need no escaping. */
  private static String lags(Map<String, Long> lags) {
    return lags.entrySet().stream()
        .map(lag -> '"' + lag.getKey() + "\":" + lag.getValue())
        .collect(Collectors.joining(","));
  }
}
