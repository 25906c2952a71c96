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

  /** What a person sends to the entry service: {@code true} asks for dumps. */
  public static final String ENABLE_DUMP_FLAG = "ENABLE_DUMP_FLAG";

  /** Entry in {@link #BAGGAGE} and {@link #SW8_CORRELATION} that carries the dump flag onwards. */
  public static final String DUMP_ENTRY = "stackspan-dump";

  private HeaderKeys() {}
}
