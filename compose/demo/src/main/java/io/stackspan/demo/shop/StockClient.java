package io.stackspan.demo.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls stock over HTTP and waits for the answer. Any thread may ask. */
final class StockClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  StockClient(URI base) {
    this.base = base;
  }

  String item() throws IOException, InterruptedException {
    return get("/item");
  }

  String reserve() throws IOException, InterruptedException {
    return get("/reserve");
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("stock answered " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }
}
