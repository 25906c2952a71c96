package io.stackspan.query;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinBindException;
import io.stackspan.query.backend.HttpTraceStore;
import io.stackspan.query.backend.TraceStore;
import io.stackspan.query.graphql.GraphQlRoutes;
import io.stackspan.query.rest.ApiJson;
import io.stackspan.query.rest.ErrorResponses;
import io.stackspan.query.rest.HealthRoutes;
import io.stackspan.query.rest.PageRoutes;
import io.stackspan.query.rest.ProblemErrorHandler;
import io.stackspan.query.rest.SecurityHeaders;
import io.stackspan.query.rest.ServiceRoutes;
import io.stackspan.query.rest.TraceRoutes;
import io.stackspan.query.trace.TraceQueries;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;

/** The running service: REST, GraphQL, the page. Whoever starts it closes it. */
public final class QueryApi implements AutoCloseable {
  private final Javalin http;
  private final AutoCloseable store;
  private final ApiMetrics metrics;

  private QueryApi(Javalin http, AutoCloseable store, ApiMetrics metrics) {
    this.http = http;
    this.store = store;
    this.metrics = metrics;
  }

  /**
   * Listens when it returns; the index services may come later.
   *
   * @throws QueryApiStartException when it cannot or must not listen there
   */
  public static QueryApi start(QueryApiConfig config) {
    ApiMetrics metrics = new ApiMetrics();
    HttpTraceStore store =
        new HttpTraceStore(
            config.indexUrls(), config.searchTimeout(), config.maxAnswerBytes(), metrics);
    try {
      return start(config, store, store, metrics);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Over a store of the caller's, who closes it.
   *
   * @throws QueryApiStartException when it cannot or must not listen there
   */
  public static QueryApi start(QueryApiConfig config, TraceStore store) {
    return start(config, store, () -> {}, new ApiMetrics());
  }

  private static QueryApi start(
      QueryApiConfig config, TraceStore store, AutoCloseable storeCloser, ApiMetrics metrics) {
    requireLoopbackOrInsecure(config);
    Javalin http = Javalin.create(javalin -> configure(javalin, config, store, metrics));
    try {
      http.start();
    } catch (JavalinBindException e) {
      throw new QueryApiStartException(
          "cannot listen on "
              + config.host()
              + ':'
              + config.port()
              + ": in use, or not ours to take (stackspan.api.host, stackspan.api.port)",
          e);
    }
    return new QueryApi(http, storeCloser, metrics);
  }

  /** The port it listens on, also when any free one was asked for. */
  public int port() {
    return http.port();
  }

  /** Ends requests under way. */
  @Override
  public void close() {
    try (metrics;
        store) {
      http.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the query API did not close in order", e);
    }
  }

  private static void configure(
      JavalinConfig javalin, QueryApiConfig config, TraceStore store, ApiMetrics metrics) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.startup.startupWatcherEnabled = false;
    javalin.concurrency.useVirtualThreads = true;
    javalin.jetty.host = config.host();
    javalin.jetty.port = config.port();
    javalin.jetty.modifyServer(server -> server.setErrorHandler(new ProblemErrorHandler()));
    javalin.jetty.modifyHttpConfiguration(
        jetty -> {
          jetty.setSendServerVersion(false);
          // Names of services and tags may hold a slash, which a path carries as %2F.
          jetty.setUriCompliance(
              UriCompliance.DEFAULT.with(
                  "slashes in names", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
        });
    javalin.jetty.modifyServletContextHandler(
        servlets -> servlets.getServletHandler().setDecodeAmbiguousURIs(true));
    javalin.http.maxRequestSize = config.maxBodyBytes();
    javalin.http.prefer405over404 = true;
    javalin.http.compressionStrategy = CompressionStrategy.GZIP;
    javalin.jsonMapper(new ApiJson());
    javalin.requestLogger.http((ctx, millis) -> count(metrics, ctx, millis));

    TraceQueries queries = new TraceQueries(store);
    javalin.routes.before(SecurityHeaders::set);
    ErrorResponses.addTo(javalin.routes);
    new TraceRoutes(queries).addTo(javalin.routes);
    new ServiceRoutes(queries).addTo(javalin.routes);
    new GraphQlRoutes(queries, config.maxBodyBytes()).addTo(javalin.routes);
    new HealthRoutes(store).addTo(javalin.routes);
    javalin.routes.get(
        "/metrics", ctx -> ctx.contentType(ApiMetrics.CONTENT_TYPE).result(metrics.scrape()));
    new PageRoutes().addTo(javalin.routes);
  }

  private static void count(ApiMetrics metrics, Context ctx, float millis) {
    Endpoint endpoint = ctx.endpoints().lastHttpEndpoint();
    String route = endpoint == null ? "none" : endpoint.path;
    metrics.answered(
        ctx.method().name(), route, ctx.statusCode(), Duration.ofNanos((long) (millis * 1e6)));
  }

  /** Stacks tell much about a system, and nobody is asked for a token yet. */
  private static void requireLoopbackOrInsecure(QueryApiConfig config) {
    boolean loopback;
    try {
      loopback = InetAddress.getByName(config.host()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new QueryApiStartException(
          "stackspan.api.host: '" + config.host() + "' is not an address of this machine", e);
    }
    if (!loopback && !config.insecure()) {
      throw new QueryApiStartException(
          "stackspan.api.host: '"
              + config.host()
              + "' is not loopback, and whoever reaches the port reads every stack; if that is"
              + " meant, say --insecure true",
          null);
    }
  }
}
