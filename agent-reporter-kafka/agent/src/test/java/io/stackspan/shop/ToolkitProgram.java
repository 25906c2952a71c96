package io.stackspan.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stackspan.toolkit.Correlation;
import io.stackspan.toolkit.CurrentSpan;
import io.stackspan.toolkit.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Uses all of the toolkit; runs with the agent and without. */
public final class ToolkitProgram {
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService pool = Executors.newSingleThreadExecutor();
  private final Till till = new Till();

  private ToolkitProgram() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  public static void main(String[] args) throws Exception {
    new ToolkitProgram().run();
    report("end", "reached");
    System.exit(0);
  }

  private void run() throws Exception {
    report("outside", CurrentSpan.traceId() + CurrentSpan.spanId() + Correlation.put("a", "b"));
    server.createContext("/downstream", this::downstream);
    server.setExecutor(Executors.newFixedThreadPool(2));
    server.start();
    request();
    report("afterwards", CurrentSpan.traceId() + Correlation.get("tenant"));
    till.old(6);
    till.get();
    Till.count(1, 2);
    pool.shutdown();
    server.stop(0);
  }

  @Trace(operationName = "request")
  private void request() throws Exception {
    report("traceId", CurrentSpan.traceId());
    report("spanId", CurrentSpan.spanId());
    report("pay", till.pay(new Customer(), new long[] {1, 2, 3}));
    try {
      till.fail(new Customer());
    } catch (IllegalArgumentException e) {
      report("failed", e.getMessage());
    }
    till.renamed();
    correlation();
  }

  private void correlation() throws Exception {
    report("put", Correlation.put("tenant", "blue & green"));
    report("badKey", Correlation.put("a=b,c\r\nd", "x"));
    report("dumpKey", Correlation.put("stackspan-dump", "1"));
    report("longValue", Correlation.put("long", "x".repeat(257)));
    report("noKey", Correlation.put(null, "x"));
    int kept = 0;
    for (int i = 0; i < 30; i++) {
      kept += Correlation.put("key" + i, "v") ? 1 : 0;
    }
    report("kept", kept);
    Correlation.put("key0", null);
    report("taken", Correlation.get("key0"));
    report("here", Correlation.get("tenant"));
    report("pool", pool.submit(() -> inPool()).get());
    report("hop", call());
    report("stillHere", Correlation.get("tenant"));
  }

  /** A thread that has no span yet: what it sets is its own. */
  private static String inPool() {
    String seen = Correlation.get("tenant");
    return seen + " " + Correlation.put("tenant", "red") + " " + Correlation.get("tenant");
  }

  private String call() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/downstream");
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  private void downstream(HttpExchange exchange) throws IOException {
    String text = CurrentSpan.traceId() + " " + Correlation.get("tenant");
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  static void report(String check, Object value) {
    System.out.println("check " + check + "=" + value);
  }
}
