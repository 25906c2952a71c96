package io.stackspan.query.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stackspan.query.model.TraceDumps;
import io.stackspan.query.request.DumpSelection;
import io.stackspan.query.request.QueryString;
import io.stackspan.query.request.TraceSearch;
import io.stackspan.query.trace.DumpText;
import io.stackspan.query.trace.TraceQueries;

/** {@code /api/v1/traces}: search, one trace, its dumps. */
public final class TraceRoutes {
  private final TraceQueries queries;

  public TraceRoutes(TraceQueries queries) {
    this.queries = queries;
  }

  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/traces", this::search);
    routes.get("/api/v1/traces/{traceId}", this::trace);
    routes.get("/api/v1/traces/{traceId}/dumps", this::dumps);
  }

  private void search(Context ctx) {
    ctx.json(queries.search(TraceSearch.parse(QueryString.parse(ctx.queryString()))));
  }

  private void trace(Context ctx) {
    DumpSelection.requireNone(QueryString.parse(ctx.queryString()));
    String traceId = ctx.pathParam("traceId");
    queries
        .trace(traceId)
        .ifPresentOrElse(ctx::json, () -> ErrorResponses.unknownTrace(ctx, traceId));
  }

  private void dumps(Context ctx) {
    DumpSelection selection = DumpSelection.parse(QueryString.parse(ctx.queryString()));
    String traceId = ctx.pathParam("traceId");
    ctx.header("Vary", "Accept");
    queries
        .dumps(traceId, selection)
        .ifPresentOrElse(
            dumps -> write(ctx, dumps), () -> ErrorResponses.unknownTrace(ctx, traceId));
  }

  private static void write(Context ctx, TraceDumps dumps) {
    if (AcceptHeader.prefersText(ctx.header("Accept"))) {
      ctx.contentType("text/plain; charset=utf-8").result(DumpText.jstack(dumps.dumps()));
    } else {
      ctx.json(dumps);
    }
  }
}
