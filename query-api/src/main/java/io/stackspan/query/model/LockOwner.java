package io.stackspan.query.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The thread that held a lock, read at the same instant as the one that waited.
 *
 * @param frames top first; empty when not read
 * @param traceId the traced request that the owner worked on; absent when none
 * @param spanId global id of the owner's innermost span; absent when none
 */
public record LockOwner(
    long threadId,
    String threadName,
    String state,
    List<StackFrame> frames,
    @Nullable String traceId,
    @Nullable String spanId) {
  public LockOwner {
    frames = List.copyOf(frames);
  }
}
