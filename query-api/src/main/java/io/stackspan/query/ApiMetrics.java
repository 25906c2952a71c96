package io.stackspan.query;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.stackspan.query.backend.IndexMetrics;
import java.time.Duration;
import java.util.Set;

/** Every meter of this service. Any thread may call. */
final class ApiMetrics implements IndexMetrics, AutoCloseable {
  /** What Prometheus reads. */
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** A caller may send any word as a method; each would make a series. */
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  ApiMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  /**
   * @param route as registered, such as {@code /api/v1/traces/{traceId}}, so that ids make no
   *     series
   */
  void answered(String method, String route, int status, Duration took) {
    Timer.builder("stackspan.api.requests")
        .description("Requests answered, by route and status")
        .tag("method", METHODS.contains(method) ? method : "other")
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .register(registry)
        .record(took);
  }

  @Override
  public void called(String operation, boolean ok, Duration took) {
    Timer.builder("stackspan.api.index.calls")
        .description("Calls to index services, by operation and outcome")
        .tag("operation", operation)
        .tag("outcome", ok ? "ok" : "failed")
        .register(registry)
        .record(took);
  }

  String scrape() {
    return registry.scrape("text/plain; version=0.0.4");
  }

  @Override
  public void close() {
    registry.close();
  }
}
