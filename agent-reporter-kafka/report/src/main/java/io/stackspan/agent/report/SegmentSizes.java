package io.stackspan.agent.report;

import io.stackspan.agent.context.TraceSegment;
import io.stackspan.agent.context.TracingSpan;
import io.stackspan.agent.threaddump.ThreadSample;
import java.util.List;

/**
 * How much memory a finished segment holds, roughly: this runs on the application's threads, so
 * that nothing is measured which can be guessed.
 */
final class SegmentSizes {
  private static final int SEGMENT_BYTES = 200;
  private static final int SPAN_BYTES = 200;
  private static final int STRING_BYTES = 48;
  private static final int REFERENCE_BYTES = 400;

  /** An error with its stack as text. */
  private static final int LOG_BYTES = 4096;

  private static final int SAMPLE_BYTES = 300;

  /** Class and method names are shared with the JVM. */
  private static final int FRAME_BYTES = 56;

  private SegmentSizes() {}

  static long estimatedBytes(TraceSegment segment) {
    long bytes = SEGMENT_BYTES;
    for (TracingSpan span : segment.spans()) {
      bytes += SPAN_BYTES + span.operation().length() + span.peer().length();
      bytes += (long) span.references().size() * REFERENCE_BYTES;
      bytes += (long) span.logs().size() * LOG_BYTES;
      List<String> tags = span.tags();
      for (int i = 1; i < tags.size(); i += 2) {
        bytes += STRING_BYTES + tags.get(i).length();
      }
    }
    List<StackTraceElement> previous = List.of();
    for (Object dump : segment.dumps()) {
      bytes += SAMPLE_BYTES;
      if (dump instanceof ThreadSample && ((ThreadSample) dump).frames() != previous) {
        previous = ((ThreadSample) dump).frames();
        bytes += (long) previous.size() * FRAME_BYTES;
      }
    }
    return bytes;
  }
}
