package io.stackspan.demo.shop;

/** Sleeps on the request's own thread. */
final class BankTransfer {
  private static final long COOLING_OFF_MILLIS = 1200;

  private BankTransfer() {}

  /** The bank asks for a pause before it confirms. */
  static String confirm() throws InterruptedException {
    Thread.sleep(COOLING_OFF_MILLIS);
    return "confirmed";
  }
}
