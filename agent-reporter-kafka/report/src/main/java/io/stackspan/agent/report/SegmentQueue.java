package io.stackspan.agent.report;

import io.stackspan.agent.context.TraceSegment;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Finished segments that wait to be sent; bounded by records and by estimated bytes. Never blocks.
 * Drops the newest when full: what waits is older, and an outage is understood from its beginning.
 */
final class SegmentQueue {
  private final long maxBytes;
  private final int maxRecords;
  private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger records = new AtomicInteger();

  SegmentQueue(long maxBytes, int maxRecords) {
    this.maxBytes = maxBytes;
    this.maxRecords = maxRecords;
  }

  private static final class Waiting {
    final TraceSegment segment;
    final long bytes;

    Waiting(TraceSegment segment, long bytes) {
      this.segment = segment;
      this.bytes = bytes;
    }
  }

  /** False when there is no room. */
  boolean offer(TraceSegment segment, long segmentBytes) {
    if (records.incrementAndGet() > maxRecords) {
      records.decrementAndGet();
      return false;
    }
    if (bytes.addAndGet(segmentBytes) > maxBytes) {
      bytes.addAndGet(-segmentBytes);
      records.decrementAndGet();
      return false;
    }
    queue.add(new Waiting(segment, segmentBytes));
    return true;
  }

  /** The oldest; null when empty. */
  @Nullable TraceSegment poll() {
    Waiting waiting = queue.poll();
    if (waiting == null) {
      return null;
    }
    bytes.addAndGet(-waiting.bytes);
    records.decrementAndGet();
    return waiting.segment;
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }
}
