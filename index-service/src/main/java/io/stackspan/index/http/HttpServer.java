package io.stackspan.index.http;

import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;

/** The service's door: starts and stops, knows its port. */
public final class HttpServer implements AutoCloseable {
  /** A search request is small; ten thousand conditions are no search. */
  private static final long MAX_REQUEST_BYTES = 1 << 20;

  private final Javalin javalin;

  private HttpServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * @param port 0: any free one
   * @throws IllegalStateException when the port is taken; the message is one line
   */
  public static HttpServer start(String host, int port, IndexRoutes index, HealthRoutes health) {
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.http.maxRequestSize = MAX_REQUEST_BYTES;
              index.addTo(config.routes);
              health.addTo(config.routes);
            });
    try {
      return new HttpServer(javalin.start(host, port));
    } catch (JavalinBindException e) {
      throw new IllegalStateException(
          "port " + port + " on " + host + " is in use (stackspan.index.port)", e);
    }
  }

  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
