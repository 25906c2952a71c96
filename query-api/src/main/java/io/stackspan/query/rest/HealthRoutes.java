package io.stackspan.query.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stackspan.query.backend.TraceStore;
import io.stackspan.query.backend.TraceStore.StorePart;
import java.util.List;
import java.util.Map;

/** Whether the service lives, and whether it can answer. */
public final class HealthRoutes {
  private final TraceStore store;

  public HealthRoutes(TraceStore store) {
    this.store = store;
  }

  public void addTo(RoutesConfig routes) {
    routes.get("/health/live", ctx -> ctx.json(Map.of("status", "live")));
    routes.get("/health/ready", this::ready);
  }

  /** Ready when at least one index service answers: such answers are useful, and say their lack. */
  private void ready(Context ctx) {
    List<StorePart> parts = store.parts();
    boolean ready = parts.stream().anyMatch(StorePart::answers);
    ctx.status(ready ? 200 : 503).json(new Readiness(ready ? "ready" : "starting", parts));
  }

  private record Readiness(String status, List<StorePart> indexes) {}
}
