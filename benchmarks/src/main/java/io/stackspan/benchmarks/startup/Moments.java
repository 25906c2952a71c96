package io.stackspan.benchmarks.startup;

import java.time.Duration;

/** Tells on the last line of standard output when a program came to main and had done its work. */
final class Moments {
  static final String MARK = "moments";

  private final long mainMillis = System.currentTimeMillis();

  private Moments() {}

  /** Called first in main. */
  static Moments inMain() {
    return new Moments();
  }

  /** Epoch milliseconds of main and of now, and the CPU time of the process up to now. */
  void done() {
    long doneMillis = System.currentTimeMillis();
    Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    System.out.println(MARK + ' ' + mainMillis + ' ' + doneMillis + ' ' + cpu.toMillis());
    System.out.flush();
  }
}
