package io.stackspan.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.Handover;
import io.stackspan.agent.context.SpanLayer;
import io.stackspan.agent.context.TraceSegment;
import io.stackspan.agent.threaddump.HeldMonitor;
import io.stackspan.agent.threaddump.LockKind;
import io.stackspan.agent.threaddump.LockOwner;
import io.stackspan.agent.threaddump.LockWait;
import io.stackspan.agent.threaddump.ThreadSample;
import io.stackspan.proto.v1.Frame;
import io.stackspan.proto.v1.KeyValue;
import io.stackspan.proto.v1.ReferenceType;
import io.stackspan.proto.v1.SampledBy;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SegmentReference;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.StackTable;
import io.stackspan.proto.v1.ThreadDump;
import io.stackspan.proto.v1.ThreadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentEncoderTest {
  private static final Map<String, String> FLAGGED = Map.of("ENABLE_DUMP_FLAG", "true");
  private static final List<StackTraceElement> STACK =
      List.of(
          new StackTraceElement("com.acme.Stock", "reserve", "Stock.java", 88),
          new StackTraceElement("com.acme.Stock", "buy", null, -1),
          new StackTraceElement("jdk.internal.misc.Unsafe", "park", "Unsafe.java", -2));

  private final SegmentEncoder encoder = new SegmentEncoder("shop", "shop-1");

  @Test
  void spans_keepAllTheyCarry() {
    TraceSegment traced =
        Requests.served(
            Map.of(),
            slot -> {},
            "GET:/buy",
            () -> {
              ContextManager.createExitSpan("SELECT", "db:5432")
                  .component("h2-jdbc-driver", 32)
                  .layer(SpanLayer.DATABASE)
                  .tag("db.statement", "select 1")
                  .error(new IllegalStateException("broken"));
              ContextManager.stopSpan();
            });

    Segment segment = encoder.encode(traced);

    assertThat(segment.getTraceId()).isEqualTo(traced.traceId());
    assertThat(segment.getSegmentId()).isEqualTo(traced.segmentId());
    assertThat(segment.getService()).isEqualTo("shop");
    assertThat(segment.getServiceInstance()).isEqualTo("shop-1");
    assertThat(segment.getSampledBy()).isEqualTo(SampledBy.HEAD);
    assertThat(segment.hasStackTable()).isFalse();
    Span exit = segment.getSpans(0);
    assertThat(exit.getSpanId()).isEqualTo(1);
    assertThat(exit.getParentSpanId()).isZero();
    assertThat(exit.getKind()).isEqualTo(SpanKind.EXIT);
    assertThat(exit.getLayer()).isEqualTo(io.stackspan.proto.v1.SpanLayer.DATABASE);
    assertThat(exit.getPeer()).isEqualTo("db:5432");
    assertThat(exit.getComponent()).isEqualTo("h2-jdbc-driver");
    assertThat(exit.getComponentId()).isEqualTo(32);
    assertThat(exit.getError()).isTrue();
    assertThat(exit.getThreadId()).isEqualTo(Thread.currentThread().threadId());
    assertThat(exit.getStartMicros()).isPositive().isLessThanOrEqualTo(exit.getEndMicros());
    assertThat(exit.getStartTime()).isEqualTo(exit.getStartMicros() / 1000);
    assertThat(exit.getEndTime()).isEqualTo(exit.getEndMicros() / 1000);
    assertThat(exit.getTagsList())
        .containsExactly(KeyValue.newBuilder().setKey("db.statement").setValue("select 1").build());
    assertThat(exit.getLogs(0).getDataList())
        .extracting(KeyValue::getKey)
        .containsExactly("event", "error.kind", "message", "stack");
    assertThat(exit.getLogs(0).getTime())
        .isEqualTo(traced.spans().get(0).logs().get(0).timeMicros() / 1000);
    Span entry = segment.getSpans(1);
    assertThat(entry.getOperation()).isEqualTo("GET:/buy");
    assertThat(entry.getKind()).isEqualTo(SpanKind.ENTRY);
    assertThat(entry.getParentSpanId()).isEqualTo(-1);
  }

  @Test
  void everyLayer_hasItsNumberOnTheWire() {
    for (SpanLayer layer : SpanLayer.values()) {
      TraceSegment traced =
          Requests.served(
              Map.of(), slot -> {}, "op", () -> ContextManager.activeSpan().layer(layer));

      assertThat(encoder.encode(traced).getSpans(0).getLayerValue()).isEqualTo(layer.ordinal());
    }
  }

  @Test
  void reference_acrossProcesses() {
    String traceId = "0123456789ab0123456789ab01234567";
    TraceSegment traced =
        Requests.served(
            Map.of("traceparent", "00-" + traceId + "-aabbccddeeff0003-01"),
            slot -> {},
            "GET:/stock",
            () -> {});

    SegmentReference reference = encoder.encode(traced).getSpans(0).getRefs(0);

    assertThat(traced.traceId()).isEqualTo(traceId);
    assertThat(reference.getType()).isEqualTo(ReferenceType.CROSS_PROCESS);
    assertThat(reference.getTraceId()).isEqualTo(traceId);
    assertThat(reference.getParentSegmentId()).isEqualTo("aabbccddeeff");
    assertThat(reference.getParentSpanId()).isEqualTo(3);
  }

  @Test
  void reference_acrossThreads() {
    List<TraceSegment> segments = new ArrayList<>();
    Requests.serve(
        segments::add,
        Map.of(),
        slot -> {},
        "GET:/buy",
        () -> {
          Object previous = Handover.attach(Handover.capture());
          ContextManager.createLocalSpan("inner");
          ContextManager.stopSpan();
          Handover.restore(previous);
        });

    Segment inner = encoder.encode(segments.get(0));
    SegmentReference reference = inner.getSpans(0).getRefs(0);

    assertThat(reference.getType()).isEqualTo(ReferenceType.CROSS_THREAD);
    assertThat(reference.getParentSegmentId()).isEqualTo(segments.get(1).segmentId());
    assertThat(reference.getParentService()).isEqualTo("shop");
    assertThat(reference.getParentInstance()).isEqualTo("shop-1");
    assertThat(reference.getParentEndpoint()).isEqualTo("GET:/buy");
  }

  @Test
  void dump_keepsAllItCarries() {
    LockOwner owner =
        new LockOwner(
            7, "holder", Thread.State.RUNNABLE, STACK.subList(1, 3), "t7", "aabbccddeeff", 2);
    ThreadSample sample =
        ThreadSample.newBuilder()
            .time(1_700_000_000_123_456L, 0)
            .thread(31, "worker-31", true, true)
            .state(Thread.State.BLOCKED)
            .openSpan(0)
            .frames(STACK, true)
            .waitingOn(new LockWait(LockKind.MONITOR, "com.acme.Lock", 0xf0e1d2c3, owner))
            .monitors(List.of(new HeldMonitor(1, "com.acme.Cart", 17)))
            .cost(5_000, 0)
            .build();
    Segment segment = encoder.encode(withDumps(sample));

    assertThat(segment.getSampledBy()).isEqualTo(SampledBy.FLAG);
    ThreadDump dump = segment.getThreadDumps(0);
    StackTable table = segment.getStackTable();
    assertThat(dump.getTimeMicros()).isEqualTo(1_700_000_000_123_456L);
    assertThat(dump.getThread().getId()).isEqualTo(31);
    assertThat(dump.getThread().getName()).isEqualTo("worker-31");
    assertThat(dump.getThread().getIsVirtual()).isTrue();
    assertThat(dump.getThread().getDaemon()).isTrue();
    assertThat(dump.getState()).isEqualTo(ThreadState.BLOCKED);
    assertThat(dump.getOpenSpanPlusOne()).isEqualTo(1);
    assertThat(dump.getTruncated()).isTrue();
    assertThat(frames(table, dump.getStackPlusOne())).isEqualTo(STACK);
    assertThat(dump.getWaitingOn().getLockClass()).isEqualTo("com.acme.Lock");
    assertThat(dump.getWaitingOn().getIdentityHash()).isEqualTo(0xf0e1d2c3);
    assertThat(dump.getWaitingOn().getKind()).isEqualTo(io.stackspan.proto.v1.LockKind.MONITOR);
    assertThat(dump.getWaitingOn().getOwner().getThreadName()).isEqualTo("holder");
    assertThat(dump.getWaitingOn().getOwner().getThreadId()).isEqualTo(7);
    assertThat(dump.getWaitingOn().getOwner().getState()).isEqualTo(ThreadState.RUNNABLE);
    assertThat(dump.getWaitingOn().getOwner().getTraceId()).isEqualTo("t7");
    assertThat(dump.getWaitingOn().getOwner().getSpanId()).isEqualTo("aabbccddeeff0002");
    assertThat(frames(table, dump.getWaitingOn().getOwner().getStackPlusOne()))
        .isEqualTo(STACK.subList(1, 3));
    assertThat(dump.getMonitors(0).getFrameDepth()).isEqualTo(1);
    assertThat(dump.getMonitors(0).getLockClass()).isEqualTo("com.acme.Cart");
    assertThat(dump.getMonitors(0).getIdentityHash()).isEqualTo(17);
    assertThat(dump.getCpuNanos()).isEqualTo(5_000);
    assertThat(dump.getAllocatedBytes()).as("measured, and nothing").isEqualTo(1);
  }

  @Test
  void dump_saysWhatIsUnknown() {
    ThreadDump dump =
        encoder.encode(withDumps(ThreadSample.newBuilder().time(1, 0).build())).getThreadDumps(0);

    assertThat(dump.getState()).isEqualTo(ThreadState.THREAD_STATE_UNKNOWN);
    assertThat(dump.getOpenSpanPlusOne()).isZero();
    assertThat(dump.getStackPlusOne()).isZero();
    assertThat(dump.hasWaitingOn()).isFalse();
    assertThat(dump.getCpuNanos()).isZero();
    assertThat(dump.getAllocatedBytes()).isZero();
  }

  @Test
  void everyKindAndState_hasItsName() {
    for (LockKind kind : LockKind.values()) {
      for (Thread.State state : Thread.State.values()) {
        ThreadSample sample =
            ThreadSample.newBuilder()
                .state(state)
                .waitingOn(new LockWait(kind, "", 0, null))
                .build();
        ThreadDump dump = encoder.encode(withDumps(sample)).getThreadDumps(0);

        assertThat(dump.getState().name()).isEqualTo(state.name());
        assertThat(dump.getWaitingOn().getKind().name()).endsWith(kind.name());
        assertThat(dump.getWaitingOn().hasOwner()).isFalse();
      }
    }
  }

  @Test
  void repeatedStack_costsFewBytes() {
    List<StackTraceElement> deep = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      deep.add(new StackTraceElement("com.acme.Deep" + i, "call", "Deep.java", i));
    }
    Segment one = encoder.encode(withDumps(waiting(0, deep)));
    // An equal stack, not the same list.
    Segment two = encoder.encode(withDumps(waiting(0, deep), waiting(1, new ArrayList<>(deep))));

    assertThat(two.getStackTable()).isEqualTo(one.getStackTable());
    assertThat(two.getStackTable().getFramesCount()).isEqualTo(60);
    assertThat(two.getSerializedSize() - one.getSerializedSize()).isLessThan(80);
  }

  private static ThreadSample waiting(int sequence, List<StackTraceElement> frames) {
    return ThreadSample.newBuilder()
        .time(1_700_000_000_000_000L + sequence * 300_000L, sequence)
        .thread(31, "http-nio-8080-exec-1", false, true)
        .state(Thread.State.WAITING)
        .openSpan(0)
        .frames(frames, false)
        .cost(1_000_000, 100_000)
        .build();
  }

  private static TraceSegment withDumps(ThreadSample... samples) {
    return Requests.served(
        FLAGGED,
        slot -> {
          for (ThreadSample sample : samples) {
            slot.ticket().add(sample);
          }
        },
        "GET:/buy",
        () -> {});
  }

  private static List<StackTraceElement> frames(StackTable table, int stackPlusOne) {
    List<StackTraceElement> frames = new ArrayList<>();
    for (int index : table.getStacks(stackPlusOne - 1).getFramesList()) {
      Frame frame = table.getFrames(index);
      String file =
          frame.getFilePlusOne() == 0 ? null : table.getStrings(frame.getFilePlusOne() - 1);
      frames.add(
          new StackTraceElement(
              table.getStrings(frame.getClassName()),
              table.getStrings(frame.getMethod()),
              file,
              frame.getLine()));
    }
    return frames;
  }
}
