package io.stackspan.query.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.stackspan.query.backend.StoreUnavailableException;
import io.stackspan.query.request.InvalidRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns exceptions into answers; no other place chooses the status of a failure. Every failure is a
 * {@code application/problem+json}, whatever the caller accepts: a page or a script that asked for
 * something else still has to tell its reader what went wrong.
 */
public final class ErrorResponses {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorResponses.class);

  private ErrorResponses() {}

  /** Adds the mappings to the routes. */
  public static void addTo(RoutesConfig routes) {
    routes.exception(
        InvalidRequestException.class,
        (e, ctx) ->
            send(ctx, Problem.of(400, "the request has faults: " + e.getMessage(), e.faults())));
    routes.exception(
        StoreUnavailableException.class, (e, ctx) -> send(ctx, Problem.of(503, message(e))));
    routes.exception(
        HttpResponseException.class,
        (e, ctx) -> send(ctx, Problem.of(e.getStatus(), httpDetail(e, ctx))));
    routes.exception(Exception.class, ErrorResponses::unexpected);
  }

  /** A trace that no shard knows. */
  static void unknownTrace(Context ctx, String traceId) {
    send(ctx, Problem.of(404, "there is no trace with the id " + traceId));
  }

  private static void unexpected(Exception e, Context ctx) {
    LOG.error("{} {} failed; this is a bug, please report it", ctx.method(), ctx.path(), e);
    // The cause is in the log. It is not the caller's business, and may name files or hosts.
    send(ctx, Problem.of(500, "the request failed; the service's log says why"));
  }

  private static String httpDetail(HttpResponseException e, Context ctx) {
    return switch (e.getStatus()) {
      case 404 -> "there is nothing at " + ctx.path();
      case 405 -> ctx.method() + " is not possible at " + ctx.path();
      case 413 -> "the request's body is larger than this service accepts";
      default -> message(e);
    };
  }

  private static String message(Exception e) {
    String message = e.getMessage();
    return message != null ? message : e.getClass().getSimpleName();
  }

  private static void send(Context ctx, Problem problem) {
    ctx.status(problem.status()).json(problem).contentType(Problem.CONTENT_TYPE);
  }
}
