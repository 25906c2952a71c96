package io.stackspan.query.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.stackspan.query.model.Dump;
import io.stackspan.query.model.DumpThread;
import io.stackspan.query.model.Finding;
import io.stackspan.query.model.FindingKind;
import io.stackspan.query.model.LinkReason;
import io.stackspan.query.model.LockKind;
import io.stackspan.query.model.LockOwner;
import io.stackspan.query.model.LockWait;
import io.stackspan.query.model.Severity;
import io.stackspan.query.model.Span;
import io.stackspan.query.model.SpanKind;
import io.stackspan.query.model.SpanLayer;
import io.stackspan.query.model.StackFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final StackFrame RESERVE = frame("com.acme.Stock", "reserve", 88);
  private static final StackFrame BUSY = frame("com.acme.Primes", "sieve", 12);
  private static final StackFrame SLEEP = frame("java.lang.Thread", "sleep0", -2);
  private static final StackFrame READ = frame("sun.nio.ch.SocketDispatcher", "read0", -2);
  private static final StackFrame PARK = frame("jdk.internal.misc.Unsafe", "park", -2);

  private static final Span SPAN = span("s", SpanKind.ENTRY, SpanLayer.HTTP, null);

  private final List<Dump> dumps = new ArrayList<>();

  @Test
  void lockContention_namesLockOwnerAndPlace() {
    for (int i = 0; i < 5; i++) {
      add("BLOCKED", heldBy("worker-3", null), RESERVE);
    }
    add("RUNNABLE", null, BUSY);
    add("RUNNABLE", null, RESERVE);

    assertThat(Findings.of(List.of(SPAN), dumps))
        .containsExactly(
            new Finding(
                FindingKind.LOCK_CONTENTION,
                "s",
                "5 of 7 dumps, about 1.5 s, BLOCKED on com.acme.Stock held by worker-3 in"
                    + " Stock.reserve:88",
                Severity.HIGH,
                0.714,
                List.of("seg~0", "seg~1", "seg~2", "seg~3", "seg~4")));
  }

  @Test
  void lockContention_ownersThatTakeTurns_makeOneFinding() {
    add("BLOCKED", heldBy("worker-2", null), RESERVE);
    add("BLOCKED", heldBy("worker-3", "f00d"), RESERVE);
    add("BLOCKED", heldBy("worker-3", "f00d"), RESERVE);

    assertThat(onlyFinding().sentence())
        .isEqualTo(
            "3 of 3 dumps, about 900 ms, BLOCKED on com.acme.Stock most often held by worker-3 in"
                + " Stock.reserve:88, which was serving trace f00d");
  }

  @Test
  void lockContention_alsoForParkedThreadsWithAnOwner() {
    LockOwner owner = new LockOwner(9, "w", "RUNNABLE", List.of(), null, null);
    add("WAITING", new LockWait("a.Sync", "1", LockKind.PARK, owner), PARK, RESERVE);

    assertThat(onlyFinding().kind()).isEqualTo(FindingKind.LOCK_CONTENTION);
    assertThat(onlyFinding().sentence()).endsWith("WAITING on a.Sync held by w");
  }

  @Test
  void waiting_whenNobodyElseOwnsTheLock() {
    add("WAITING", new LockWait("a.Latch", "1", LockKind.PARK, null), PARK, RESERVE);

    assertThat(onlyFinding().kind()).isEqualTo(FindingKind.WAITING);
    assertThat(onlyFinding().sentence())
        .isEqualTo("1 of 1 dumps, about 300 ms, WAITING on a.Latch in Stock.reserve:88");
    assertThat(onlyFinding().severity()).isEqualTo(Severity.LOW);
  }

  @Test
  void sleep() {
    add("TIMED_WAITING", null, SLEEP, frame("java.lang.Thread", "sleep", 509), RESERVE);

    assertThat(onlyFinding())
        .extracting(Finding::kind, Finding::sentence)
        .containsExactly(
            FindingKind.SLEEP, "1 of 1 dumps, about 300 ms, sleeping in Stock.reserve:88");
  }

  @Test
  void ioWait_socketAndFile() {
    add("RUNNABLE", null, READ, RESERVE);
    add("RUNNABLE", null, frame("java.io.FileInputStream", "readBytes", -2), RESERVE);
    add("WAITING", null, PARK, frame("sun.nio.ch.NioSocketImpl", "park", 1), RESERVE);

    assertThat(Findings.of(List.of(SPAN), dumps))
        .extracting(Finding::kind, Finding::sentence)
        .containsExactly(
            tuple(
                FindingKind.IO_WAIT,
                "2 of 3 dumps, about 600 ms, waiting for a socket in Stock.reserve:88"),
            tuple(
                FindingKind.IO_WAIT,
                "1 of 3 dumps, about 300 ms, waiting for a file in Stock.reserve:88"));
  }

  @Test
  void hotMethod_needsTwoDumps() {
    add("RUNNABLE", null, frame("java.util.BitSet", "set", 1), BUSY);
    assertThat(Findings.of(List.of(SPAN), dumps)).isEmpty();

    add("RUNNABLE", null, BUSY);

    assertThat(onlyFinding())
        .extracting(Finding::kind, Finding::sentence)
        .containsExactly(
            FindingKind.HOT_METHOD, "2 of 2 dumps, about 600 ms, running com.acme.Primes.sieve");
  }

  @Test
  void otherService_waitsWithinAnExitSpan() {
    Span exit = span("s", SpanKind.EXIT, SpanLayer.HTTP, "stock:8080");
    add("WAITING", null, PARK, RESERVE);
    add("RUNNABLE", null, READ, RESERVE);

    assertThat(Findings.of(List.of(exit), dumps))
        .extracting(Finding::kind, Finding::sentence)
        .containsExactly(
            tuple(
                FindingKind.OTHER_SERVICE,
                "2 of 2 dumps, about 600 ms, waiting for another service at stock:8080 in GET:/x"));
  }

  @Test
  void computingWithinAnExitSpan_isNotAnotherService() {
    Span exit = span("s", SpanKind.EXIT, SpanLayer.DATABASE, "h2:mem");
    add("RUNNABLE", null, BUSY);
    add("RUNNABLE", null, BUSY);

    assertThat(Findings.of(List.of(exit), dumps))
        .extracting(Finding::kind)
        .containsExactly(FindingKind.HOT_METHOD);
  }

  @Test
  void sharesOfASpan_neverExceedOne() {
    for (int i = 0; i < 20; i++) {
      add("BLOCKED", heldBy("w", null), RESERVE);
    }

    assertThat(onlyFinding().shareOfSpan()).isEqualTo(1.0);
    assertThat(onlyFinding().sentence()).startsWith("20 of 20 dumps, about 2.1 s,");
  }

  @Test
  void unlinkedAndEmptyDumps_giveNothing() {
    Dump unlinked = dump(0, null, "BLOCKED", null);
    Dump frameless = dump(1, "s", "RUNNABLE", null);

    assertThat(Findings.of(List.of(SPAN), List.of(unlinked, frameless))).isEmpty();
  }

  @Test
  void orderOfSpans_doesNotMatter() {
    Span other = span("r", SpanKind.LOCAL, SpanLayer.UNKNOWN, null);
    add("BLOCKED", heldBy("w", null), RESERVE);
    dumps.add(dump(1, "r", "TIMED_WAITING", null, SLEEP, RESERVE));
    List<Span> spans = new ArrayList<>(List.of(SPAN, other));

    List<Finding> findings = Findings.of(spans, dumps);
    Collections.reverse(spans);

    assertThat(Findings.of(spans, dumps)).isEqualTo(findings).hasSize(2);
  }

  @Test
  void waitForAnotherService_comesBehindWhatExplainsItThere() {
    Span call = span("call", SpanKind.EXIT, SpanLayer.HTTP, "stock:8080");
    Span served = span("served", "call", SpanKind.ENTRY, SpanLayer.HTTP, null);
    for (int i = 0; i < 4; i++) {
      dumps.add(dump(i, "call", "WAITING", null, PARK, RESERVE));
    }
    for (int i = 0; i < 3; i++) {
      dumps.add(dump(10 + i, "served", "BLOCKED", heldBy("w", null), RESERVE));
    }

    assertThat(Findings.of(List.of(call, served), dumps))
        .extracting(Finding::kind)
        .containsExactly(FindingKind.LOCK_CONTENTION, FindingKind.OTHER_SERVICE);
  }

  @Test
  void waitForAnotherService_staysFirstWhenLittleOfItIsExplainedThere() {
    Span call = span("call", SpanKind.EXIT, SpanLayer.HTTP, "stock:8080");
    Span served = span("served", "call", SpanKind.ENTRY, SpanLayer.HTTP, null);
    for (int i = 0; i < 5; i++) {
      dumps.add(dump(i, "call", "WAITING", null, PARK, RESERVE));
    }
    dumps.add(dump(10, "served", "BLOCKED", heldBy("w", null), RESERVE));

    assertThat(Findings.of(List.of(call, served), dumps))
        .extracting(Finding::kind)
        .containsExactly(FindingKind.OTHER_SERVICE, FindingKind.LOCK_CONTENTION);
  }

  private Finding onlyFinding() {
    List<Finding> findings = Findings.of(List.of(SPAN), dumps);
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  private void add(String state, LockWait wait, StackFrame... frames) {
    dumps.add(dump(dumps.size(), "s", state, wait, frames));
  }

  private static LockWait heldBy(String owner, String traceId) {
    return new LockWait(
        "com.acme.Stock",
        "1b",
        LockKind.MONITOR,
        new LockOwner(3, owner, "TIMED_WAITING", List.of(SLEEP, RESERVE), traceId, null));
  }

  private static Dump dump(
      int sequence, String spanId, String state, LockWait wait, StackFrame... frames) {
    return new Dump(
        "seg~" + sequence,
        "seg",
        spanId,
        LinkReason.OPEN_SPAN,
        sequence,
        1_000_000 + (sequence + 1) * 300_000L,
        "stock",
        "stock-1",
        new DumpThread(7, "worker-1", false, true),
        state,
        List.of(frames),
        false,
        wait,
        List.of(),
        null,
        null);
  }

  private static Span span(String id, SpanKind kind, SpanLayer layer, String peer) {
    return span(id, null, kind, layer, peer);
  }

  private static Span span(
      String id, String parentId, SpanKind kind, SpanLayer layer, String peer) {
    return new Span(
        id, "seg", 0, parentId, List.of(), "stock", "stock-1", "GET:/x", kind, layer, null, 0, peer,
        1_000_000, 3_100_000, 2_100_000, false, List.of(), List.of(), 7L, null, null, false, 0);
  }

  private static StackFrame frame(String className, String method, int line) {
    String simple = className.substring(className.lastIndexOf('.') + 1);
    return new StackFrame(className, method, simple + ".java", line);
  }
}
