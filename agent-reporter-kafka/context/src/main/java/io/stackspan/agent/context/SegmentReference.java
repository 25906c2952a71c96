package io.stackspan.agent.context;

/** A segment's link to the span that caused it. Immutable. */
public final class SegmentReference {
  private final boolean crossThread;
  private final String traceId;
  private final String parentSegmentId;
  private final int parentSpanId;
  private final String parentService;
  private final String parentInstance;
  private final String parentEndpoint;
  private final String peerAddress;

  private SegmentReference(
      boolean crossThread,
      String traceId,
      String parentSegmentId,
      int parentSpanId,
      String parentService,
      String parentInstance,
      String parentEndpoint,
      String peerAddress) {
    this.crossThread = crossThread;
    this.traceId = traceId;
    this.parentSegmentId = parentSegmentId;
    this.parentSpanId = parentSpanId;
    this.parentService = parentService;
    this.parentInstance = parentInstance;
    this.parentEndpoint = parentEndpoint;
    this.peerAddress = peerAddress;
  }

  static SegmentReference acrossProcesses(ContextCarrier carrier) {
    return new SegmentReference(
        false,
        carrier.traceId(),
        carrier.parentSegmentId(),
        carrier.parentSpanId(),
        carrier.parentService(),
        carrier.parentInstance(),
        carrier.parentEndpoint(),
        carrier.peerAddress());
  }

  static SegmentReference acrossThreads(ContextSnapshot snapshot, Tracer tracer) {
    return new SegmentReference(
        true,
        snapshot.traceId(),
        snapshot.segmentId(),
        snapshot.spanId(),
        tracer.service(),
        tracer.instance(),
        snapshot.endpoint(),
        "");
  }

  /** True: the parent is another thread of this process. */
  public boolean isCrossThread() {
    return crossThread;
  }

  public String traceId() {
    return traceId;
  }

  public String parentSegmentId() {
    return parentSegmentId;
  }

  /** Index within the parent segment. */
  public int parentSpanId() {
    return parentSpanId;
  }

  /** Empty when the header did not say. */
  public String parentService() {
    return parentService;
  }

  /** Empty when the header did not say. */
  public String parentInstance() {
    return parentInstance;
  }

  /** Empty when the header did not say. */
  public String parentEndpoint() {
    return parentEndpoint;
  }

  /** How the parent addressed this service; empty when the header did not say. */
  public String peerAddress() {
    return peerAddress;
  }
}
