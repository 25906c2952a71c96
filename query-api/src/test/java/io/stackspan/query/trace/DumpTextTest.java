package io.stackspan.query.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.query.model.Dump;
import io.stackspan.query.model.DumpThread;
import io.stackspan.query.model.HeldMonitor;
import io.stackspan.query.model.LinkReason;
import io.stackspan.query.model.LockKind;
import io.stackspan.query.model.LockOwner;
import io.stackspan.query.model.LockWait;
import io.stackspan.query.model.StackFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DumpTextTest {
  private static final StackFrame RESERVE =
      new StackFrame("com.acme.Stock", "reserve", "Stock.java", 88);
  private static final StackFrame RUN =
      new StackFrame("java.lang.Thread", "run", "Thread.java", 1583);
  private static final StackFrame SLEEP =
      new StackFrame("java.lang.Thread", "sleep0", "Thread.java", -2);

  private static final LockOwner OWNER =
      new LockOwner(48, "worker-2", "TIMED_WAITING", List.of(SLEEP, RESERVE), null, null);
  private static final LockWait WAIT =
      new LockWait("com.acme.Stock", "1b2c3d", LockKind.MONITOR, OWNER);

  @Test
  void threadInfo_blocked() {
    Dump dump =
        dump(
            "BLOCKED",
            List.of(RESERVE, RUN),
            WAIT,
            List.of(
                new HeldMonitor(0, "com.acme.Shelf", "ff"),
                new HeldMonitor(1, "java.lang.Object", "a")));

    assertThat(DumpText.threadInfo(dump))
        .isEqualTo(
            """
            "worker-1" Id=47 BLOCKED on com.acme.Stock@1b2c3d owned by "worker-2" Id=48
            \tat com.acme.Stock.reserve(Stock.java:88)
            \t-  blocked on com.acme.Stock@1b2c3d
            \t-  locked com.acme.Shelf@ff
            \tat java.lang.Thread.run(Thread.java:1583)
            \t-  locked java.lang.Object@a
            """);
  }

  @Test
  void threadInfo_asTheCourseTextHasIt() {
    Dump dump =
        dump(
            "TIMED_WAITING",
            List.of(
                new StackFrame("java.lang.Thread", "sleep", "Thread.java", -2),
                new StackFrame("com.acme.HelloService", "say", "HelloService.java", 15)),
            new LockWait("", "0", LockKind.SLEEP, null),
            List.of());

    assertThat(DumpText.threadInfo(dump))
        .isEqualTo(
            "\"worker-1\" Id=47 TIMED_WAITING\n"
                + "\tat java.lang.Thread.sleep(Native Method)\n"
                + "\tat com.acme.HelloService.say(HelloService.java:15)\n");
  }

  @Test
  void threadInfo_keepsAllFrames() {
    List<StackFrame> deep = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      deep.add(new StackFrame("a.B", "m" + i, "B.java", i));
    }

    assertThat(DumpText.threadInfo(dump("RUNNABLE", deep, null, List.of())).lines()).hasSize(301);
  }

  @Test
  void threadInfo_agreesWithTheJdk() {
    // The JDK's own text of this thread, but for priority, the daemon word and the last empty line.
    java.lang.management.ThreadInfo info =
        java.lang.management.ManagementFactory.getThreadMXBean()
            .getThreadInfo(Thread.currentThread().threadId(), 8);
    List<StackFrame> frames = new ArrayList<>();
    for (StackTraceElement element : info.getStackTrace()) {
      frames.add(
          new StackFrame(
              element.getClassName(),
              element.getMethodName(),
              element.getFileName(),
              element.getLineNumber()));
    }
    Dump dump =
        new Dump(
            "a~0",
            "a",
            null,
            LinkReason.SEGMENT,
            0,
            0,
            "s",
            "i",
            new DumpThread(info.getThreadId(), info.getThreadName(), false, false),
            info.getThreadState().name(),
            frames,
            false,
            null,
            List.of(),
            null,
            null);

    List<String> ours = DumpText.threadInfo(dump).lines().skip(1).toList();

    // The JDK names the module of a frame in front of the class; ours has no modules.
    List<String> jdks =
        info.toString()
            .lines()
            .skip(1)
            .filter(line -> !line.isBlank())
            .map(line -> line.replaceFirst("at (app//|[a-z.]+(@[^/]+)?/)", "at "))
            .toList();
    assertThat(ours).isEqualTo(jdks);
  }

  @Test
  void jstack_ownerFollowsItsWaiter() {
    Dump blocked =
        dump(
            "BLOCKED",
            List.of(RESERVE, RUN),
            WAIT,
            List.of(new HeldMonitor(1, "java.lang.Object", "a")));
    Dump parked =
        dump(
            "WAITING",
            List.of(new StackFrame("jdk.internal.misc.Unsafe", "park", null, -2)),
            new LockWait("a.Latch", "9", LockKind.PARK, null),
            List.of());

    assertThat(DumpText.jstack(List.of(blocked, parked)))
        .isEqualTo(
            """
            # 2027-01-15T08:00:00.000250Z stock stock-1 dump bbbbbbbbbbbb~0 span bbbbbbbbbbbb0000 (openSpan)
            "worker-1" #47 daemon
               java.lang.Thread.State: BLOCKED (on object monitor)
            \tat com.acme.Stock.reserve(Stock.java:88)
            \t- waiting to lock <0x1b2c3d> (a com.acme.Stock) held by "worker-2" #48
            \tat java.lang.Thread.run(Thread.java:1583)
            \t- locked <0xa> (a java.lang.Object)
            "worker-2" #48 holds <0x1b2c3d> (a com.acme.Stock)
               java.lang.Thread.State: TIMED_WAITING
            \tat java.lang.Thread.sleep0(Native Method)
            \tat com.acme.Stock.reserve(Stock.java:88)

            # 2027-01-15T08:00:00.000250Z stock stock-1 dump bbbbbbbbbbbb~0 span bbbbbbbbbbbb0000 (openSpan)
            "worker-1" #47 daemon
               java.lang.Thread.State: WAITING (parking)
            \tat jdk.internal.misc.Unsafe.park(Native Method)
            \t- parking to wait for <0x9> (a a.Latch)
            """);
  }

  @Test
  void controlCharacters_cannotForgeLines() {
    Dump dump =
        dump(
            "RUNNABLE",
            List.of(new StackFrame("a.B\n\tat evil", "c", "B\r.java", 1)),
            null,
            List.of());

    assertThat(DumpText.threadInfo(dump))
        .isEqualTo("\"worker-1\" Id=47 RUNNABLE\n\tat a.B??at evil.c(B?.java:1)\n");
  }

  private static Dump dump(
      String state, List<StackFrame> frames, LockWait wait, List<HeldMonitor> monitors) {
    return new Dump(
        "bbbbbbbbbbbb~0",
        "bbbbbbbbbbbb",
        "bbbbbbbbbbbb0000",
        LinkReason.OPEN_SPAN,
        0,
        1_800_000_000_000_250L,
        "stock",
        "stock-1",
        new DumpThread(47, "worker-1", false, true),
        state,
        frames,
        false,
        wait,
        monitors,
        null,
        null);
  }
}
