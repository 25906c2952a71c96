package io.stackspan.agent.context;

/** Who dumps watched threads. Called by the thread that begins flagged work; must not block. */
public interface DumpWatcher {
  /**
   * The slot's thread works for a flagged segment from now on, until {@link Slot#ticket} says
   * otherwise.
   */
  void watch(Slot slot);
}
