package io.stackspan.stream.trace;

import io.stackspan.proto.v1.TraceStatus;
import io.stackspan.stream.state.TraceState;

/**
 * What a reader wants to see at once. A record that changes none of it may wait for the next
 * debounced summary. Pure.
 *
 * @param segment a segment has come
 * @param root a span without a parent has come
 * @param error a span with an error has come
 * @param dump a dump has come
 */
public record Milestones(
    boolean segment, boolean root, boolean error, boolean dump, TraceStatus status) {
  /**
   * Of large traces, changes of status alone wait too: children that come before their parents
   * could otherwise make each record cost a scan of all parts.
   */
  static final int LARGE_TRACE_PARTS = 1_000;

  public static Milestones of(TraceState.Builder state) {
    return new Milestones(
        state.getSegments() > 0,
        state.getRootSeen(),
        state.getErrorSeen(),
        state.getDumps() > 0,
        status(
            state.getOpen() > 0,
            state.getLate() || state.getGeneration() > 0,
            state.getRootSeen() && state.getAwaited() == 0));
  }

  /** Whether the step from the earlier milestones to these is to be told at once. */
  public boolean isNewsSince(Milestones before, long parts) {
    boolean firsts =
        segment != before.segment
            || root != before.root
            || error != before.error
            || dump != before.dump;
    return firsts || (status != before.status && parts <= LARGE_TRACE_PARTS);
  }

  /**
   * The one rule of a trace's status.
   *
   * @param open some segment has sent dumps but has not ended
   * @param late something came after the trace had been final
   * @param whole the root and every referred segment have come
   */
  public static TraceStatus status(boolean open, boolean late, boolean whole) {
    if (open) {
      return TraceStatus.LIVE;
    }
    if (late) {
      return TraceStatus.LATE;
    }
    return whole ? TraceStatus.COMPLETE : TraceStatus.PARTIAL;
  }
}
