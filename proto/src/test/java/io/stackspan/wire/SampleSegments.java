package io.stackspan.wire;

import io.stackspan.proto.v1.Frame;
import io.stackspan.proto.v1.KeyValue;
import io.stackspan.proto.v1.LockKind;
import io.stackspan.proto.v1.LockOwner;
import io.stackspan.proto.v1.LockWait;
import io.stackspan.proto.v1.SampledBy;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SegmentReference;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.SpanLayer;
import io.stackspan.proto.v1.Stack;
import io.stackspan.proto.v1.StackTable;
import io.stackspan.proto.v1.ThreadDump;
import io.stackspan.proto.v1.ThreadIdentity;
import io.stackspan.proto.v1.ThreadState;

/**
 * A request that {@code shop} serves by calling {@code stock}, which waits for a lock. Times are
 * relative to a start that the test chooses.
 */
public final class SampleSegments {
  public static final String SHOP_SEGMENT = "aaaaaaaaaaaa";
  public static final String STOCK_SEGMENT = "bbbbbbbbbbbb";
  public static final String SHOP_INSTANCE = "shop-1";
  public static final String STOCK_INSTANCE = "stock-1";
  public static final long SHOP_THREAD = 31;
  public static final long STOCK_THREAD = 47;

  private SampleSegments() {}

  /** Root segment: entry {@code GET:/buy} of 1 s with an exit span that calls stock. */
  public static Segment shop(String traceId, long startMicros) {
    return Segment.newBuilder()
        .setTraceId(traceId)
        .setSegmentId(SHOP_SEGMENT)
        .setService("shop")
        .setServiceInstance(SHOP_INSTANCE)
        .setSampledBy(SampledBy.FLAG)
        .addSpans(
            span(1, 0, SpanKind.EXIT, "GET:/reserve", startMicros + 20_000, startMicros + 980_000)
                .setPeer("stock:8080")
                .setComponent("JdkHttpClient")
                .setThreadId(SHOP_THREAD))
        .addSpans(
            span(0, -1, SpanKind.ENTRY, "GET:/buy", startMicros, startMicros + 1_000_000)
                .setComponent("Tomcat")
                .addTags(tag("http.method", "GET"))
                .addTags(tag("http.status_code", "200"))
                .setThreadId(SHOP_THREAD))
        .addThreadDumps(
            dump(0, startMicros + 300_000, SHOP_THREAD, "http-nio-1", ThreadState.WAITING, 1))
        .setStackTable(table("jdk.internal.net.http.HttpClientImpl", "send", "HttpClientImpl.java"))
        .build();
  }

  /** Child segment: entry {@code GET:/reserve}, BLOCKED on a {@code com.acme.Stock}. */
  public static Segment stock(String traceId, long startMicros) {
    return Segment.newBuilder()
        .setTraceId(traceId)
        .setSegmentId(STOCK_SEGMENT)
        .setService("stock")
        .setServiceInstance(STOCK_INSTANCE)
        .setSampledBy(SampledBy.FLAG)
        .addSpans(
            span(0, -1, SpanKind.ENTRY, "GET:/reserve", startMicros + 30_000, startMicros + 970_000)
                .setThreadId(STOCK_THREAD)
                .addRefs(
                    SegmentReference.newBuilder()
                        .setTraceId(traceId)
                        .setParentSegmentId(SHOP_SEGMENT)
                        .setParentSpanId(1)
                        .setParentService("shop")
                        .setParentInstance(SHOP_INSTANCE)
                        .setParentEndpoint("GET:/buy")
                        .setPeerAddress("stock:8080")))
        .addThreadDumps(blockedDump(0, startMicros + 330_000))
        .addThreadDumps(blockedDump(1, startMicros + 630_000))
        .setStackTable(table("com.acme.Stock", "reserve", "Stock.java"))
        .build();
  }

  /** A dump whose frames are the single stack of {@link #table}. */
  public static ThreadDump.Builder dump(
      int sequence,
      long timeMicros,
      long threadId,
      String threadName,
      ThreadState state,
      int openSpan) {
    return ThreadDump.newBuilder()
        .setTimeMicros(timeMicros)
        .setSequence(sequence)
        .setThread(ThreadIdentity.newBuilder().setId(threadId).setName(threadName).setDaemon(true))
        .setState(state)
        .setOpenSpanPlusOne(openSpan + 1)
        .setStackPlusOne(1);
  }

  public static KeyValue.Builder tag(String key, String value) {
    return KeyValue.newBuilder().setKey(key).setValue(value);
  }

  public static Span.Builder span(
      int index, int parent, SpanKind kind, String operation, long startMicros, long endMicros) {
    return Span.newBuilder()
        .setSpanId(index)
        .setParentSpanId(parent)
        .setKind(kind)
        .setLayer(SpanLayer.HTTP)
        .setOperation(operation)
        .setStartTime(startMicros / 1000)
        .setEndTime(endMicros / 1000)
        .setStartMicros(startMicros)
        .setEndMicros(endMicros);
  }

  /** One stack of two frames: the given method under {@code java.lang.Thread.run}. */
  public static StackTable table(String className, String method, String file) {
    return StackTable.newBuilder()
        .addStrings(className)
        .addStrings(method)
        .addStrings(file)
        .addStrings("java.lang.Thread")
        .addStrings("run")
        .addStrings("Thread.java")
        .addFrames(Frame.newBuilder().setClassName(0).setMethod(1).setFilePlusOne(3).setLine(88))
        .addFrames(Frame.newBuilder().setClassName(3).setMethod(4).setFilePlusOne(6).setLine(1583))
        .addStacks(Stack.newBuilder().addFrames(0).addFrames(1))
        .build();
  }

  private static ThreadDump.Builder blockedDump(int sequence, long timeMicros) {
    return dump(sequence, timeMicros, STOCK_THREAD, "worker-1", ThreadState.BLOCKED, 0)
        .setWaitingOn(
            LockWait.newBuilder()
                .setLockClass("com.acme.Stock")
                .setIdentityHash(0x1b2c3d)
                .setKind(LockKind.MONITOR)
                .setOwner(
                    LockOwner.newBuilder()
                        .setThreadId(48)
                        .setThreadName("worker-2")
                        .setStackPlusOne(1)
                        .setState(ThreadState.TIMED_WAITING)));
  }
}
