package io.stackspan.agent.context;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What travels between processes. Filled by {@link Propagator#extract} on the called side and by
 * {@link ContextManager#inject} on the calling side; used by one thread.
 */
public final class ContextCarrier {
  /** Nothing came with the request. Nobody changes it. */
  static final ContextCarrier NONE = new ContextCarrier();

  static final int MAX_CORRELATION_ENTRIES = 16;
  static final int MAX_CORRELATION_LENGTH = 256;

  private String traceId = "";
  private String parentSegmentId = "";
  private int parentSpanId = -1;
  private String parentService = "";
  private String parentInstance = "";
  private String parentEndpoint = "";
  private String peerAddress = "";
  private String tracestate = "";
  private boolean sampled = true;
  private boolean dumpFlag;
  private boolean skipAnalysis;
  private Map<String, String> correlation = Collections.emptyMap();

  /** Whether the caller told a trace to go on with. */
  public boolean isValid() {
    return !traceId.isEmpty() && !parentSegmentId.isEmpty() && parentSpanId >= 0;
  }

  void parent(String newTraceId, String segmentId, int spanId) {
    this.traceId = newTraceId;
    this.parentSegmentId = segmentId;
    this.parentSpanId = spanId;
  }

  /** Takes over everything. */
  void copy(ContextCarrier other) {
    parent(other.traceId, other.parentSegmentId, other.parentSpanId);
    parentDetails(
        other.parentService, other.parentInstance, other.parentEndpoint, other.peerAddress);
    sampled = other.sampled;
    dumpFlag = other.dumpFlag;
    skipAnalysis = other.skipAnalysis;
    tracestate = other.tracestate;
    correlateAll(other.correlation);
  }

  void parentDetails(String service, String instance, String endpoint, String address) {
    this.parentService = service;
    this.parentInstance = instance;
    this.parentEndpoint = endpoint;
    this.peerAddress = address;
  }

  void sampled(boolean newSampled) {
    this.sampled = newSampled;
  }

  void dumpFlag(boolean newDumpFlag) {
    this.dumpFlag = newDumpFlag;
  }

  void skipAnalysis(boolean newSkipAnalysis) {
    this.skipAnalysis = newSkipAnalysis;
  }

  void tracestate(String newTracestate) {
    this.tracestate = newTracestate;
  }

  /** Entries beyond the bounds are left out. */
  void correlate(String key, String value) {
    if (key.isEmpty()
        || key.length() > MAX_CORRELATION_LENGTH
        || value.length() > MAX_CORRELATION_LENGTH) {
      return;
    }
    if (correlation.isEmpty()) {
      correlation = new LinkedHashMap<>();
    }
    if (correlation.size() < MAX_CORRELATION_ENTRIES || correlation.containsKey(key)) {
      correlation.put(key, value);
    }
  }

  void correlateAll(Map<String, String> entries) {
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      correlate(entry.getKey(), entry.getValue());
    }
  }

  /** Empty when {@link #isValid} is false. */
  public String traceId() {
    return traceId;
  }

  String parentSegmentId() {
    return parentSegmentId;
  }

  int parentSpanId() {
    return parentSpanId;
  }

  String parentService() {
    return parentService;
  }

  String parentInstance() {
    return parentInstance;
  }

  String parentEndpoint() {
    return parentEndpoint;
  }

  String peerAddress() {
    return peerAddress;
  }

  String tracestate() {
    return tracestate;
  }

  boolean isSampled() {
    return sampled;
  }

  /** Whether the threads that work for the request are to be dumped. */
  public boolean isDumpFlag() {
    return dumpFlag;
  }

  boolean isSkipAnalysis() {
    return skipAnalysis;
  }

  Map<String, String> correlation() {
    return correlation;
  }

  /** A copy with other correlation values. */
  ContextCarrier withCorrelation(Map<String, String> values) {
    ContextCarrier copy = new ContextCarrier();
    copy.copy(this);
    copy.correlation = values;
    return copy;
  }
}
