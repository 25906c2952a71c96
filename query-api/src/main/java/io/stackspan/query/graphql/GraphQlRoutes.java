package io.stackspan.query.graphql;

import graphql.GraphQL;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.execution.instrumentation.ChainedInstrumentation;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.stackspan.query.request.QueryString;
import io.stackspan.query.trace.TraceQueries;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** {@code /graphql}, by POST and by GET; queries only. */
public final class GraphQlRoutes {
  /** The deepest path of the schema has 7 levels; tools' introspection has about 13. */
  private static final int MAX_DEPTH = 16;

  /** A field costs 1 and what it holds; one that asks the store costs this much more. */
  private static final int STORE_COST = 100;

  /** Some ten questions to the store in one document, or one introspection. */
  private static final int MAX_COST = 1500;

  private final GraphQL graphql;
  private final int maxBodyBytes;

  /**
   * @param maxBodyBytes of a POST; a longer body gives 413
   */
  public GraphQlRoutes(TraceQueries queries, int maxBodyBytes) {
    this.maxBodyBytes = maxBodyBytes;
    this.graphql =
        GraphQL.newGraphQL(TraceSchema.of(queries))
            .defaultDataFetcherExceptionHandler(new FaultyFields())
            .instrumentation(
                new ChainedInstrumentation(
                    List.of(
                        new MaxQueryDepthInstrumentation(MAX_DEPTH),
                        new MaxQueryComplexityInstrumentation(
                            MAX_COST,
                            (field, childCost) ->
                                childCost
                                    + (field.getParentType().getName().equals("Query")
                                        ? STORE_COST
                                        : 1)))))
            .build();
  }

  public void addTo(RoutesConfig routes) {
    routes.post("/graphql", ctx -> answer(ctx, GraphQlRequest.ofBody(body(ctx))));
    routes.get(
        "/graphql",
        ctx -> answer(ctx, GraphQlRequest.ofParameters(QueryString.parse(ctx.queryString()))));
  }

  private void answer(Context ctx, GraphQlRequest request) {
    ctx.json(graphql.execute(request.toInput()).toSpecification());
  }

  private byte[] body(Context ctx) throws IOException {
    try (InputStream body = ctx.bodyInputStream()) {
      byte[] bytes = body.readNBytes(maxBodyBytes + 1);
      if (bytes.length > maxBodyBytes) {
        throw new ContentTooLargeResponse();
      }
      return bytes;
    }
  }
}
