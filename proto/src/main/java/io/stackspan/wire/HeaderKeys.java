package io.stackspan.wire;

/** Names of request headers between services, and of entries inside them. */
public final class HeaderKeys {
  /** W3C Trace Context. */
  public static final String TRACEPARENT = "traceparent";

  /** W3C Trace Context, vendor part; carried on unchanged. */
  public static final String TRACESTATE = "tracestate";

  /** W3C Baggage. */
  public static final String BAGGAGE = "baggage";

  /** SkyWalking v3: eight parts joined by dashes. */
  public static final String SW8 = "sw8";

  /** SkyWalking v3 correlation: {@code base64(key):base64(value)} joined by commas. */
  public static final String SW8_CORRELATION = "sw8-correlation";

  /** SkyWalking v3 extension: {@code 1-…} asks not to analyse the spans. */
  public static final String SW8_X = "sw8-x";

  /** SkyWalking v2: nine parts joined by dashes, and a tenth that is the dump flag. */
  public static final String SW6 = "sw6";

  /** B3 in one header: {@code traceId-spanId[-sampled[-parentSpanId]]}, or the decision alone. */
  public static final String B3 = "b3";

  /** B3 in several headers. */
  public static final String B3_TRACE_ID = "X-B3-TraceId";

  /** B3 in several headers. */
  public static final String B3_SPAN_ID = "X-B3-SpanId";

  /** B3 in several headers: {@code 1}, {@code 0}, {@code true} or {@code false}. */
  public static final String B3_SAMPLED = "X-B3-Sampled";

  /** B3 in several headers: {@code 1} for debug, which is always sampled. */
  public static final String B3_FLAGS = "X-B3-Flags";

  /** What a person sends to the entry service: {@code true} asks for dumps. */
  public static final String ENABLE_DUMP_FLAG = "ENABLE_DUMP_FLAG";

  /** Entry in {@link #BAGGAGE} and {@link #SW8_CORRELATION} that carries the dump flag onwards. */
  public static final String DUMP_ENTRY = "stackspan-dump";

  private HeaderKeys() {}
}
