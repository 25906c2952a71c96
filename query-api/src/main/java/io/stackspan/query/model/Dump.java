package io.stackspan.query.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thread at one instant.
 *
 * @param dumpId {@code <segment id>~<sequence>}, unique within the trace
 * @param spanId global id of the span it was linked to; absent when only the segment is known
 * @param sequence 0, 1, 2 … within the segment
 * @param timeMicros since the epoch
 * @param state as {@link Thread.State}, or UNKNOWN
 * @param frames top first, all that the agent read
 * @param truncated the stack was deeper than the agent reads
 * @param waitingOn absent when the thread waited for nothing that is known
 * @param cpuNanos of the thread since it was first watched; absent when not measured
 * @param allocatedBytes by the thread since it was first watched; absent when not measured
 */
public record Dump(
    String dumpId,
    String segmentId,
    @Nullable String spanId,
    LinkReason link,
    int sequence,
    long timeMicros,
    String service,
    String instance,
    DumpThread thread,
    String state,
    List<StackFrame> frames,
    boolean truncated,
    @Nullable LockWait waitingOn,
    List<HeldMonitor> monitors,
    @Nullable Long cpuNanos,
    @Nullable Long allocatedBytes) {
  public Dump {
    frames = List.copyOf(frames);
    monitors = List.copyOf(monitors);
  }
}
