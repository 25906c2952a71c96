package io.stackspan.agent.context;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the finished spans of one segment and tells when there will be no more: the thread has
 * left, and no async span is open. Async spans end on any thread, hence the locks.
 */
final class SegmentCompletion {
  private final List<TracingSpan> finished = new ArrayList<>(8);
  private int pendingAsync;
  private boolean left;
  private boolean taken;

  synchronized void awaitAsync() {
    pendingAsync++;
  }

  /** A span that ended on the segment's thread. */
  synchronized void finish(TracingSpan span) {
    if (!taken && span.end()) {
      finished.add(span);
    }
  }

  /** False: it was not awaited, or has ended before. */
  synchronized boolean finishAsync(TracingSpan span) {
    if (taken || !span.isAsync() || !span.end()) {
      return false;
    }
    finished.add(span);
    pendingAsync--;
    return true;
  }

  /** The thread's last span was stopped. */
  synchronized void leave() {
    left = true;
  }

  /** All spans in order of completion, once; null: not yet, or taken already. */
  synchronized @Nullable List<TracingSpan> takeIfComplete() {
    if (!left || taken || pendingAsync > 0 || finished.isEmpty()) {
      return null;
    }
    taken = true;
    return finished;
  }
}
