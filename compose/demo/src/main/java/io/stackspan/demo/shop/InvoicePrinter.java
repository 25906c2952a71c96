package io.stackspan.demo.shop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Work that the request's thread hands to a pool and then waits for. */
final class InvoicePrinter {
  private static final Duration COMPUTING = Duration.ofMillis(500);
  private static final Duration PRINTING = Duration.ofMillis(700);

  private final ExecutorService pool;

  InvoicePrinter() {
    AtomicInteger number = new AtomicInteger();
    pool =
        Executors.newFixedThreadPool(
            4,
            work -> {
              Thread thread = new Thread(work, "invoice-printer-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Hands over with {@code submit} and waits on the future. */
  String printInPool() throws InterruptedException, ExecutionException {
    return pool.submit(InvoicePrinter::print).get();
  }

  /** Hands over with {@code supplyAsync} and joins. */
  String printAsync() {
    return CompletableFuture.supplyAsync(InvoicePrinter::printUnchecked, pool).join();
  }

  private static String print() throws InterruptedException {
    long price = PriceCalculator.bestPrice(COMPUTING);
    Thread.sleep(PRINTING.toMillis());
    return "invoice over " + price;
  }

  private static String printUnchecked() {
    try {
      return print();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
