package io.stackspan.query.trace;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.Segment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of one trace in an order that does not depend on where they came from. A segment that
 * came twice, from two shards or two deliveries, counts once: the fuller one. Pure.
 */
record TraceParts(Map<String, Segment> segments, List<DumpBatch> batches) {
  static TraceParts of(FetchResponse fetched) {
    List<Segment> sorted = new ArrayList<>(fetched.getSegmentsList());
    sorted.sort(
        (a, b) -> {
          int byId = a.getSegmentId().compareTo(b.getSegmentId());
          return byId != 0 ? byId : Integer.compare(b.getSerializedSize(), a.getSerializedSize());
        });
    Map<String, Segment> segments = new LinkedHashMap<>();
    sorted.forEach(segment -> segments.putIfAbsent(segment.getSegmentId(), segment));
    List<DumpBatch> batches = new ArrayList<>(fetched.getDumpBatchesList());
    batches.sort(
        (a, b) -> {
          int byId = a.getSegmentId().compareTo(b.getSegmentId());
          return byId != 0 ? byId : Integer.compareUnsigned(firstSequence(a), firstSequence(b));
        });
    return new TraceParts(segments, batches);
  }

  boolean isEmpty() {
    return segments.isEmpty() && batches.isEmpty();
  }

  private static int firstSequence(DumpBatch batch) {
    return batch.getDumpsCount() == 0 ? 0 : batch.getDumps(0).getSequence();
  }
}
