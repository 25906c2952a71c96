package io.stackspan.demo.shop;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * Serves one quick endpoint and six slow ones, each slow for another reason. Usage: {@code ShopMain
 * PORT STOCK-URL}; port 0 takes a free one. Prints {@code listening on <port>} when it serves.
 */
public final class ShopMain {
  private static final Duration BURNING = Duration.ofMillis(1200);

  private ShopMain() {}

  public static void main(String[] args) throws IOException, LifecycleException {
    int port = Integer.parseInt(args[0]);
    Connector connector = new Connector();
    connector.setPort(port);
    connector.setProperty("address", "127.0.0.1");
    // Otherwise a taken port is only logged, and the server runs on without it.
    connector.setThrowOnFailure(true);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("shop-tomcat").toString());
    tomcat.setConnector(connector);
    addEndpoints(tomcat.addContext("", null), new StockClient(URI.create(args[1])));
    try {
      tomcat.start();
    } catch (LifecycleException e) {
      System.err.println("shop cannot serve on port " + port + ": " + rootCause(e));
      System.exit(1);
    }
    System.out.println("listening on " + connector.getLocalPort());
    tomcat.getServer().await();
  }

  private static void addEndpoints(Context context, StockClient stock) throws IOException {
    SlowSupplier supplier = SlowSupplier.start();
    InvoicePrinter printer = new InvoicePrinter();
    add(context, "order", stock::item);
    add(context, "lock", stock::reserve);
    add(context, "socket", supplier::readOffer);
    add(context, "cpu", () -> "price " + PriceCalculator.bestPrice(BURNING));
    add(context, "sleep", BankTransfer::confirm);
    add(context, "pool", printer::printInPool);
    add(context, "completable", printer::printAsync);
  }

  private static void add(Context context, String name, WorkServlet.Work work) {
    Tomcat.addServlet(context, name, new WorkServlet(work)).addMapping("/" + name);
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
