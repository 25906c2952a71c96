package io.stackspan.stream.topology;

/** Why a summary was emitted. */
enum EmissionCause {
  /** First segment, root, first error, first dump, or another status. */
  MILESTONE,
  /** A change that could wait, has waited. */
  DEBOUNCED,
  /** A record was read again after a restart; its first summary may have been lost. */
  REPLAY,
  /** The trace has become quiet. */
  FINAL;

  String tag() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
