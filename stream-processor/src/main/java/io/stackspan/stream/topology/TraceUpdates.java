package io.stackspan.stream.topology;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.DumpLink;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.ThreadDump;
import io.stackspan.stream.serde.PartKey;
import io.stackspan.stream.state.SegmentPart;
import io.stackspan.stream.state.TracePart;
import io.stackspan.stream.state.TraceState;
import io.stackspan.stream.trace.Parts;
import io.stackspan.wire.Ids;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a record says into the stores. A record costs as much in a large trace as in a small
 * one: it touches its own parts and those it refers to, never a list of all. Safe to repeat.
 */
final class TraceUpdates {
  /** What a record was to its trace. */
  enum Outcome {
    /** Something not known before. */
    NEWS,
    /** This very record had been seen; a crash may have swallowed what followed from it. */
    REPLAY,
    /** The same segment had come in another record. */
    DUPLICATE,
    /** Dumps that had all come before, in this record or in others. */
    NOTHING_NEW
  }

  private final TraceStores stores;

  TraceUpdates(TraceStores stores) {
    this.stores = stores;
  }

  Outcome apply(String traceId, TraceState.Builder state, Segment segment, long offset) {
    var key = new PartKey.OfSegment(segment.getSegmentId());
    TracePart known = stores.partOrNull(traceId, key);
    if (known != null && known.hasSegment()) {
      SegmentPart part = known.getSegment();
      if (part.getOffset() != offset) {
        countDuplicate(traceId, key, part, offset);
        return Outcome.DUPLICATE;
      }
      await(traceId, state, Parts.parents(segment));
      return Outcome.REPLAY;
    }
    SegmentPart part = Parts.of(segment, offset);
    stores.putPart(traceId, key, TracePart.newBuilder().setSegment(part).build());
    if (known != null && known.getAwaited()) {
      state.setAwaited(Math.max(0, state.getAwaited() - 1));
    }
    if (known != null && known.hasOpen()) {
      state.setOpen(Math.max(0, state.getOpen() - 1));
    }
    state
        .setSegments(state.getSegments() + 1)
        .setDumps(state.getDumps() + part.getLinksCount())
        .setRootSeen(state.getRootSeen() || part.hasRoot())
        .setErrorSeen(state.getErrorSeen() || part.getErrorCount() > 0);
    await(traceId, state, Parts.parents(segment));
    return Outcome.NEWS;
  }

  Outcome apply(String traceId, TraceState.Builder state, DumpBatch batch) {
    var key = new PartKey.OfSegment(batch.getSegmentId());
    TracePart known = stores.partOrNull(traceId, key);
    SegmentPart finished = known != null && known.hasSegment() ? known.getSegment() : null;
    boolean isNews = putDumps(traceId, state, batch, finished);
    if (finished == null) {
      isNews |= putOpen(traceId, state, batch, key, known);
    }
    await(traceId, state, Parts.parents(batch));
    return isNews ? Outcome.NEWS : Outcome.NOTHING_NEW;
  }

  private boolean putDumps(
      String traceId, TraceState.Builder state, DumpBatch batch, @Nullable SegmentPart finished) {
    Set<String> inSegment = new HashSet<>();
    if (finished != null) {
      for (DumpLink link : finished.getLinksList()) {
        inSegment.add(link.getDumpId());
      }
    }
    int added = 0;
    for (ThreadDump dump : batch.getDumpsList()) {
      String segmentId = batch.getSegmentId();
      var key = new PartKey.OfDump(segmentId, dump.getSequence());
      if (!inSegment.contains(Ids.dumpId(segmentId, dump.getSequence()))
          && stores.partOrNull(traceId, key) == null) {
        stores.putPart(traceId, key, TracePart.newBuilder().setDump(Parts.of(dump)).build());
        added++;
      }
    }
    state.setDumps(state.getDumps() + added);
    return added > 0;
  }

  private boolean putOpen(
      String traceId,
      TraceState.Builder state,
      DumpBatch batch,
      PartKey key,
      @Nullable TracePart known) {
    TracePart before = known != null ? known : TracePart.getDefaultInstance();
    TracePart after = before.toBuilder().setOpen(Parts.merge(before.getOpen(), batch)).build();
    if (before.equals(after)) {
      return false;
    }
    stores.putPart(traceId, key, after);
    if (!before.hasOpen()) {
      state.setOpen(state.getOpen() + 1);
    }
    state.setRootSeen(state.getRootSeen() || after.getOpen().hasRoot());
    return true;
  }

  /** Offsets only grow, so a duplicate below the last one counted is itself a replay. */
  private void countDuplicate(String traceId, PartKey key, SegmentPart part, long offset) {
    if (offset > part.getLastDuplicateOffset()) {
      SegmentPart counted =
          part.toBuilder()
              .setDuplicates(part.getDuplicates() + 1)
              .setLastDuplicateOffset(offset)
              .build();
      stores.putPart(traceId, key, TracePart.newBuilder().setSegment(counted).build());
    }
  }

  private void await(String traceId, TraceState.Builder state, Set<String> segmentIds) {
    for (String segmentId : segmentIds) {
      var key = new PartKey.OfSegment(segmentId);
      TracePart known = stores.partOrNull(traceId, key);
      if (known == null || (!known.hasSegment() && !known.getAwaited())) {
        TracePart before = known != null ? known : TracePart.getDefaultInstance();
        stores.putPart(traceId, key, before.toBuilder().setAwaited(true).build());
        state.setAwaited(state.getAwaited() + 1);
      }
    }
  }
}
