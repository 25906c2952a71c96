package io.stackspan.query.backend;

import com.google.protobuf.MessageLite;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stackspan.proto.v1.FetchRequest;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SuggestRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** An index service that speaks the protobuf contract over a store in memory. */
public final class FakeIndex implements AutoCloseable {
  private final InMemoryTraceStore data;
  private final HttpServer http;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Mood mood = Mood.WELL;

  /** How it behaves. */
  public enum Mood {
    WELL,
    FAILING,
    BABBLING,
    SILENT
  }

  public FakeIndex(InMemoryTraceStore data) throws IOException {
    this.data = data;
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::handle);
    http.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  public FakeIndex in(Mood newMood) {
    mood = newMood;
    return this;
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      switch (mood) {
        case WELL -> send(exchange, 200, answer(exchange.getRequestURI().getPath(), body));
        case FAILING -> send(exchange, 500, "no disk\nat all".getBytes(StandardCharsets.UTF_8));
        case BABBLING -> send(exchange, 200, new byte[] {-1, -1, -1});
        case SILENT -> closed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] answer(String path, byte[] body) throws IOException {
    MessageLite answer =
        switch (path) {
          case "/internal/v1/search" -> data.search(SearchRequest.parseFrom(body));
          case "/internal/v1/fetch" -> data.fetch(FetchRequest.parseFrom(body).getTraceId());
          case "/internal/v1/suggest" -> data.suggest(SuggestRequest.parseFrom(body));
          case "/health/live" -> SearchRequest.getDefaultInstance();
          default -> throw new IllegalArgumentException(path);
        };
    return answer.toByteArray();
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
