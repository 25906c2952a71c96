package io.stackspan.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Asks the shop, as a browser would. Any thread may ask. */
final class ShopClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  ShopClient(URI base) {
    this.base = base;
  }

  /**
   * A request that has been answered.
   *
   * @param url unique, so that its trace can be found by it
   * @param endNanos instant of {@link System#nanoTime} at which the answer was here
   */
  record Answered(String endpoint, boolean flagged, URI url, Duration took, long endNanos) {
    @Override
    public String toString() {
      return "GET /" + endpoint + (flagged ? " (flagged)" : "");
    }
  }

  /** Fails with a {@link DemoException} when the shop does not answer 200. */
  CompletableFuture<Answered> get(String endpoint, boolean flagged) {
    URI url = base.resolve("/" + endpoint + "?r=" + UUID.randomUUID());
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(TIMEOUT);
    if (flagged) {
      request.header("ENABLE_DUMP_FLAG", "true");
    }
    long begin = System.nanoTime();
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .handle(
            (response, failure) -> {
              long end = System.nanoTime();
              if (failure != null) {
                throw new DemoException("the shop did not answer " + url + ": " + failure, failure);
              }
              if (response.statusCode() != 200) {
                throw new DemoException(
                    url + " answered " + response.statusCode() + ": " + response.body());
              }
              return new Answered(endpoint, flagged, url, Duration.ofNanos(end - begin), end);
            });
  }
}
