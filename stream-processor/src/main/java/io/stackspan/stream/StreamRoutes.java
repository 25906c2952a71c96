package io.stackspan.stream;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.stackspan.stream.StreamRunner.Health;
import io.stackspan.stream.topology.StreamMetrics;
import java.util.function.Supplier;

/** Health and metrics over HTTP. */
final class StreamRoutes {
  private final Supplier<Health> health;
  private final StreamMetrics metrics;
  private final PrometheusMeterRegistry registry;

  StreamRoutes(Supplier<Health> health, StreamMetrics metrics, PrometheusMeterRegistry registry) {
    this.health = health;
    this.metrics = metrics;
    this.registry = registry;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/health/live", this::live);
    routes.get("/health/ready", this::ready);
    routes.get(
        "/metrics",
        context -> context.contentType("text/plain; version=0.0.4").result(registry.scrape()));
  }

  /** 503 only when a restart of the process would help. */
  private void live(Context context) {
    Health now = health.get();
    answer(context, now != Health.FAILED, now == Health.FAILED ? now.text() : "live");
  }

  private void ready(Context context) {
    Health now = health.get();
    answer(context, now == Health.READY, now.text());
  }

  private void answer(Context context, boolean well, String status) {
    context
        .status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .contentType("application/json")
        .result(
            "{\"status\":\"%s\",\"restoreRemaining\":%d}"
                .formatted(status, metrics.restoreRemaining()));
  }
}
