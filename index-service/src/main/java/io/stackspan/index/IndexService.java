package io.stackspan.index;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.stackspan.index.http.HealthRoutes;
import io.stackspan.index.http.HttpServer;
import io.stackspan.index.http.IndexRoutes;
import io.stackspan.index.ingest.Ingest;
import io.stackspan.index.ingest.KafkaUnavailableException;
import io.stackspan.index.ingest.Progress;
import io.stackspan.index.metrics.IndexMetrics;
import io.stackspan.index.search.Coverage;
import io.stackspan.index.search.Suggestions;
import io.stackspan.index.search.TraceFetch;
import io.stackspan.index.search.TraceSearch;
import io.stackspan.index.store.DataFolder;
import io.stackspan.index.store.DataFolderException;
import io.stackspan.index.store.TraceIndex;
import io.stackspan.proto.v1.Gap;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running index service: reads the three trace topics, keeps them in Lucene, answers searches.
 *
 * <p>Crash-only: killed at any moment it goes on from its last checkpoint, and loses nothing that
 * Kafka still has. {@link #close} merely spares the next start some reading.
 */
public final class IndexService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IndexService.class);

  private final CloseStack parts = new CloseStack();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final HttpServer server;

  private IndexService(IndexConfig config) throws IOException, InterruptedException {
    try {
      DataFolder folder = parts.add(DataFolder.open(config.dataDir()));
      PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      parts.add(registry::close);
      IndexMetrics metrics = new IndexMetrics(registry);
      TraceIndex index = parts.add(TraceIndex.open(folder));
      Ingest ingest =
          parts.add(
              Ingest.start(config.kafka(), config.ingest(), index, folder, metrics, this::fail));
      Progress progress = ingest.progress();
      Coverage coverage = coverageOf(progress);
      IndexRoutes routes =
          new IndexRoutes(
              new TraceSearch(index, coverage, config.searchTimeout()),
              new TraceFetch(index, coverage),
              new Suggestions(index, coverage),
              metrics);
      HealthRoutes health = new HealthRoutes(progress, registry);
      server = parts.add(HttpServer.start(config.host(), config.port(), routes, health));
    } catch (IOException | InterruptedException | RuntimeException e) {
      Exception closing = parts.closeAll();
      if (closing != null) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /**
   * Returns when the service answers; it may still be catching up, see {@code /health/ready}.
   *
   * @throws IndexStartException when the data folder, Kafka or the port cannot be used
   */
  public static IndexService start(IndexConfig config) {
    try {
      IndexService service = new IndexService(config);
      log.info(
          "Index service on port {}, data in {}",
          service.port(),
          config.dataDir().toAbsolutePath());
      return service;
    } catch (DataFolderException | KafkaUnavailableException | IllegalStateException e) {
      throw new IndexStartException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new IndexStartException(
          "the index in " + config.dataDir() + " cannot be opened: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IndexStartException("interrupted while starting", e);
    }
  }

  /** The HTTP port in use. */
  public int port() {
    return server.port();
  }

  /**
   * Completes when the service has stopped: exceptionally, when something failed that it cannot
   * survive, such as a full disk.
   */
  public CompletionStage<Void> stopped() {
    return stopped.minimalCompletionStage();
  }

  /** Commits and stops. Further calls do nothing. */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      Exception failure = parts.closeAll();
      if (failure == null) {
        stopped.complete(null);
      } else {
        log.warn("Closing failed; what was not committed is read again at the next start", failure);
        stopped.completeExceptionally(failure);
      }
    }
  }

  /** Runs on the thread that failed, which close() waits for: so another one closes. */
  private void fail(Throwable error) {
    new Thread(
            () -> {
              if (closing.compareAndSet(false, true)) {
                Exception failure = parts.closeAll();
                if (failure != null) {
                  error.addSuppressed(failure);
                }
                stopped.completeExceptionally(error);
              }
            },
            "index-stop")
        .start();
  }

  private static Coverage coverageOf(Progress progress) {
    return new Coverage() {
      @Override
      public long completeUntilMicros() {
        return progress.completeUntilMicros();
      }

      @Override
      public List<Gap> gaps() {
        return progress.gaps();
      }
    };
  }
}
