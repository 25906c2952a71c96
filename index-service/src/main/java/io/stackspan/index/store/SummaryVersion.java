package io.stackspan.index.store;

/** Which of two summaries of a trace holds: the one of the higher generation, then version. */
record SummaryVersion(long generation, long version) implements Comparable<SummaryVersion> {
  /** Of documents that have no version. */
  static final SummaryVersion NONE = new SummaryVersion(0, 0);

  @Override
  public int compareTo(SummaryVersion other) {
    int byGeneration = Long.compare(generation, other.generation);
    return byGeneration != 0 ? byGeneration : Long.compareUnsigned(version, other.version);
  }
}
