package io.stackspan.demo.stock;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers {@code /item} with a database query and {@code /reserve} behind a contended lock. Usage:
 * {@code StockMain PORT}; 0 takes a free port. Prints {@code listening on <port>} when it serves.
 */
public final class StockMain {
  private static final int THREADS = 8;

  private final StockDatabase database;
  private final Warehouse warehouse = new Warehouse();

  private StockMain(StockDatabase database) {
    this.database = database;
  }

  private interface Work {
    String answer() throws Exception;
  }

  public static void main(String[] args) throws IOException, SQLException {
    int port = Integer.parseInt(args[0]);
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      new StockMain(StockDatabase.open()).serve(server);
      System.out.println("listening on " + server.getAddress().getPort());
    } catch (BindException e) {
      System.err.println("port " + port + " for stock is in use");
      System.exit(1);
    }
  }

  private void serve(HttpServer server) {
    AtomicInteger number = new AtomicInteger();
    server.setExecutor(
        Executors.newFixedThreadPool(
            THREADS, work -> new Thread(work, "stock-http-" + number.incrementAndGet())));
    server.createContext("/item", exchange -> answer(exchange, this::item));
    server.createContext("/reserve", exchange -> answer(exchange, this::reserve));
    server.start();
  }

  private String item() throws SQLException {
    return database.quantity("book") + " books";
  }

  private String reserve() throws InterruptedException {
    warehouse.beginCounting();
    return "reservation " + warehouse.reserve();
  }

  private static void answer(HttpExchange exchange, Work work) throws IOException {
    try (exchange) {
      int status = 200;
      String text;
      try {
        text = work.answer();
      } catch (Exception e) {
        status = 500;
        text = e.toString();
      }
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
