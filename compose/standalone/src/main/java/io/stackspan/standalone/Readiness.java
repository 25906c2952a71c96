package io.stackspan.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Waits until every service says of itself that it is ready. */
final class Readiness {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * Asks {@code /health/ready} of each.
   *
   * @param failure completed when there is nothing to wait for any more
   */
  void await(List<URI> services, CompletableFuture<Throwable> failure) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    for (URI service : services) {
      while (!isReady(service)) {
        if (failure.isDone()) {
          throw new StandaloneStartException(
              "a service failed while starting: " + failure.join(), failure.join());
        }
        if (System.nanoTime() > end) {
          throw new StandaloneStartException(
              service + "/health/ready did not answer 200 within " + LIMIT.toSeconds() + " s",
              null);
        }
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private boolean isReady(URI service) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/health/ready")).timeout(ANSWER_LIMIT).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
