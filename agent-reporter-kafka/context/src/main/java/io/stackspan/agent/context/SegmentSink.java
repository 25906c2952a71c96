package io.stackspan.agent.context;

/** Where finished segments go. Called by application threads; must not block and must not throw. */
public interface SegmentSink {
  void accept(TraceSegment segment);
}
