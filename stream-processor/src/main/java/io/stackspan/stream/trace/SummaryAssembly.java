package io.stackspan.stream.trace;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.DumpLink;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.ThreadDump;
import io.stackspan.proto.v1.ThreadIdentity;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.stream.state.DumpPart;
import io.stackspan.stream.state.OpenPart;
import io.stackspan.stream.state.SegmentPart;
import io.stackspan.stream.state.TracePart;
import io.stackspan.wire.DumpLinker;
import io.stackspan.wire.SpanInterval;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Computes a summary from the parts of one trace. The same parts, in whatever order they came, give
 * the same summary. For one use by one thread: add every part, then read.
 */
public final class SummaryAssembly {
  /** Kafka's default limit of a record is 1 MiB; a summary must stay below, whatever the trace. */
  static final int MAX_LINK_BYTES = 512 << 10;

  static final int MAX_MISSING_PARENTS = 1_000;

  private final TreeMap<String, SegmentPart> finished = new TreeMap<>();
  private final TreeMap<String, OpenPart> open = new TreeMap<>();
  private final TreeMap<String, TreeMap<Integer, DumpPart>> dumps = new TreeMap<>();
  private final TreeSet<String> missing = new TreeSet<>();
  private @Nullable TraceSummary base;

  public void addSegmentPart(String segmentId, TracePart part) {
    if (part.hasSegment()) {
      finished.put(segmentId, part.getSegment());
    } else if (part.hasOpen()) {
      open.put(segmentId, part.getOpen());
    } else if (part.getAwaited()) {
      missing.add(segmentId);
    }
  }

  public void addDumpPart(String segmentId, int sequence, DumpPart part) {
    dumps.computeIfAbsent(segmentId, id -> new TreeMap<>()).put(sequence, part);
  }

  /** What earlier generations gathered; its numbers are added to. */
  public void setBase(TraceSummary earlierGenerations) {
    this.base = earlierGenerations;
  }

  public int segmentCount() {
    return finished.size();
  }

  public int openCount() {
    return open.size();
  }

  public int awaitedCount() {
    return missing.size();
  }

  /**
   * All but trace id, version and generation.
   *
   * @param late something came after the trace had been final
   */
  public TraceSummary.Builder summary(boolean late) {
    Envelope envelope = new Envelope();
    if (base != null) {
      envelope.add(base);
    }
    finished.values().forEach(envelope::add);
    open.values().forEach(envelope::add);
    TraceSummary.Builder summary = envelope.toSummary();
    addLinks(summary, true);
    boolean whole = envelope.hasRoot();
    // The parents of a later generation may have come in an earlier one, which is forgotten.
    if (base == null) {
      missing.stream().limit(MAX_MISSING_PARENTS).forEach(summary::addMissingParents);
      whole &= missing.isEmpty();
    }
    return summary.setStatus(Milestones.status(!open.isEmpty(), late, whole));
  }

  /**
   * What is to be remembered when the parts are forgotten: no links, and nothing of segments that
   * have not ended, because they will bring all their dumps when they do.
   */
  public TraceSummary remembrance(int generation) {
    Envelope envelope = new Envelope();
    if (base != null) {
      envelope.add(base);
    }
    finished.values().forEach(envelope::add);
    TraceSummary.Builder summary = envelope.toSummary();
    addLinks(summary, false);
    return summary.clearLinks().setGeneration(generation).build();
  }

  private void addLinks(TraceSummary.Builder summary, boolean withOpen) {
    Set<String> ids = new HashSet<>();
    int bytes = 0;
    for (DumpLink link : links(withOpen)) {
      if (ids.add(link.getDumpId())) {
        bytes += link.getSerializedSize() + 8;
        if (bytes <= MAX_LINK_BYTES) {
          summary.addLinks(link);
        }
      }
    }
    summary.setDumpCount(summary.getDumpCount() + ids.size());
  }

  /** By segment and sequence; of two links of one dump, the segment's own comes first. */
  private List<DumpLink> links(boolean withOpen) {
    TreeSet<String> segmentIds = new TreeSet<>(finished.keySet());
    segmentIds.addAll(dumps.keySet());
    List<SpanInterval> known = needsIntervals() ? intervals() : List.of();
    List<DumpLink> links = new ArrayList<>();
    for (String segmentId : segmentIds) {
      SegmentPart part = finished.get(segmentId);
      if (part != null) {
        links.addAll(part.getLinksList());
      }
      TreeMap<Integer, DumpPart> apart = dumps.get(segmentId);
      if (apart != null && (part != null || withOpen)) {
        links.addAll(DumpLinker.link(batch(segmentId, apart), known));
      }
    }
    return links;
  }

  private boolean needsIntervals() {
    return dumps.values().stream()
        .anyMatch(
            bySequence -> bySequence.values().stream().anyMatch(d -> d.getOpenSpanPlusOne() == 0));
  }

  private List<SpanInterval> intervals() {
    List<SpanInterval> intervals = new ArrayList<>();
    finished.forEach(
        (segmentId, part) -> {
          intervals.addAll(
              DumpLinker.intervals(
                  Segment.newBuilder()
                      .setSegmentId(segmentId)
                      .setServiceInstance(part.getServiceInstance())
                      .addAllSpans(part.getSpanTimesList())
                      .build()));
          // Says that the segment has come, even if none of its spans' threads is known.
          intervals.add(
              new SpanInterval(
                  segmentId,
                  0,
                  part.getServiceInstance(),
                  0,
                  0,
                  part.getStartMicros(),
                  part.getEndMicros()));
        });
    return intervals;
  }

  /** As much of the batches as the linker reads. */
  private DumpBatch batch(String segmentId, Map<Integer, DumpPart> apart) {
    DumpBatch.Builder batch =
        DumpBatch.newBuilder().setSegmentId(segmentId).setServiceInstance(instanceOf(segmentId));
    apart.forEach(
        (sequence, dump) ->
            batch.addDumps(
                ThreadDump.newBuilder()
                    .setSequence(sequence)
                    .setTimeMicros(dump.getTimeMicros())
                    .setThread(ThreadIdentity.newBuilder().setId(dump.getThreadId()))
                    .setOpenSpanPlusOne(dump.getOpenSpanPlusOne())));
    return batch.build();
  }

  private String instanceOf(String segmentId) {
    SegmentPart part = finished.get(segmentId);
    if (part != null) {
      return part.getServiceInstance();
    }
    OpenPart openPart = open.get(segmentId);
    return openPart != null ? openPart.getServiceInstance() : "";
  }
}
