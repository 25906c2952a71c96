package io.stackspan.benchmarks.startup;

/** The least that a JVM can do. */
final class HelloWorld {
  private HelloWorld() {}

  public static void main(String[] args) {
    Moments moments = Moments.inMain();
    System.out.println("hello world");
    moments.done();
  }
}
