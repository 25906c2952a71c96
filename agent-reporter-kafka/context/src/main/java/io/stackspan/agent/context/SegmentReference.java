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

  private SegmentReference(boolean crossThread, ContextCarrier carrier) {
    this.crossThread = crossThread;
    this.traceId = carrier.traceId();
    this.parentSegmentId = carrier.parentSegmentId();
    this.parentSpanId = carrier.parentSpanId();
    this.parentService = carrier.parentService();
    this.parentInstance = carrier.parentInstance();
    this.parentEndpoint = carrier.parentEndpoint();
    this.peerAddress = carrier.peerAddress();
  }

  static SegmentReference acrossProcesses(ContextCarrier carrier) {
    return new SegmentReference(false, carrier);
  }

  static SegmentReference acrossThreads(ContextSnapshot snapshot) {
    return new SegmentReference(true, snapshot.carrier());
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
