package io.stackspan.agent.instrument.jdk;

/** What a patch must know of the method at hand. Immutable. */
final class MethodShape {
  private final String descriptor;
  private final int maxLocals;

  /**
   * @param maxLocals slots that the body uses, parameters included
   */
  MethodShape(String descriptor, int maxLocals) {
    this.descriptor = descriptor;
    this.maxLocals = maxLocals;
  }

  String descriptor() {
    return descriptor;
  }

  /** First slot that the body does not use. */
  int freeSlot() {
    return maxLocals;
  }
}
