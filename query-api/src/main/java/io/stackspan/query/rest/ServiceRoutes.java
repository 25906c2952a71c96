package io.stackspan.query.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stackspan.proto.v1.SuggestField;
import io.stackspan.query.model.Values;
import io.stackspan.query.request.QueryString;
import io.stackspan.query.request.ValueSuggestion;
import io.stackspan.query.trace.TraceQueries;
import java.util.LinkedHashMap;
import java.util.Map;

/** What exists, for auto-completion: services, their operations and instances, tags. */
public final class ServiceRoutes {
  private final TraceQueries queries;

  public ServiceRoutes(TraceQueries queries) {
    this.queries = queries;
  }

  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/services", ctx -> answer(ctx, "services", SuggestField.SERVICES, "", ""));
    routes.get(
        "/api/v1/services/{service}/operations",
        ctx -> answer(ctx, "operations", SuggestField.OPERATIONS, ctx.pathParam("service"), ""));
    routes.get(
        "/api/v1/services/{service}/instances",
        ctx -> answer(ctx, "instances", SuggestField.INSTANCES, ctx.pathParam("service"), ""));
    routes.get("/api/v1/tags", ctx -> answer(ctx, "tags", SuggestField.TAG_KEYS, "", ""));
    routes.get(
        "/api/v1/tags/{key}/values",
        ctx -> answer(ctx, "values", SuggestField.TAG_VALUES, "", ctx.pathParam("key")));
  }

  private void answer(Context ctx, String name, SuggestField field, String service, String tagKey) {
    Values found =
        queries.values(
            ValueSuggestion.parse(field, service, tagKey, QueryString.parse(ctx.queryString())));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(name, found.values());
    body.put("completeness", found.completeness());
    ctx.json(body);
  }
}
