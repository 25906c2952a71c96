package io.stackspan.agent.threaddump;

import static io.stackspan.agent.threaddump.FlaggedRequests.QUICK;
import static io.stackspan.agent.threaddump.FlaggedRequests.await;
import static io.stackspan.agent.threaddump.FlaggedRequests.join;
import static io.stackspan.agent.threaddump.FlaggedRequests.sampleWaitingFor;
import static io.stackspan.agent.threaddump.FlaggedRequests.samples;
import static io.stackspan.agent.threaddump.FlaggedRequests.serve;
import static io.stackspan.agent.threaddump.FlaggedRequests.start;
import static io.stackspan.agent.threaddump.ThreadDumpSamplerTest.awaitQuietly;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.TraceSegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How the JVM is asked, seen by a recording {@link ThreadMXBean} around the real one. */
class ReadingTest {
  private final Set<Long> idsRead = ConcurrentHashMap.newKeySet();
  private final Set<String> methods = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean synchronizersRead = new AtomicBoolean();

  @Test
  void onlyWatchedThreadsAndOwnersAreRead() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> idle = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      idle.add(start("idle-" + i, () -> awaitQuietly(end)));
    }
    try (FlaggedRequests requests = new FlaggedRequests(QUICK, () -> bean(args -> {}), 200)) {
      Object lock = new Object();
      CountDownLatch release = new CountDownLatch(1);
      Thread owner =
          start(
              "owner",
              () -> {
                synchronized (lock) {
                  awaitQuietly(release);
                }
              });
      await(() -> owner.getState() == Thread.State.WAITING);
      Thread watched =
          serve(
              "watched",
              () -> {
                synchronized (lock) {
                  assertThat(Thread.holdsLock(lock)).isTrue();
                }
              });
      requests.awaitTakenIn(Thread.State.BLOCKED, watched);
      release.countDown();

      ThreadSample sample = sampleWaitingFor(LockKind.MONITOR, requests.segment());
      assertThat(sample.waitingOn().owner().threadName()).isEqualTo("owner");
      assertThat(idsRead).containsExactlyInAnyOrder(watched.threadId(), owner.threadId());
      assertThat(synchronizersRead).isFalse();
      assertThat(methods).doesNotContain("dumpAllThreads", "findDeadlockedThreads");
    } finally {
      end.countDown();
      for (Thread thread : idle) {
        join(thread);
      }
    }
  }

  @Test
  void threadThatChangesHandsWhileItIsRead_yieldsNoSample() throws Exception {
    CountDownLatch firstMayEnd = new CountDownLatch(1);
    CountDownLatch secondBegan = new CountDownLatch(1);
    CountDownLatch secondMayEnd = new CountDownLatch(1);
    AtomicInteger reads = new AtomicInteger();
    Consumer<Object[]> onFullRead =
        args -> {
          if (reads.incrementAndGet() == 2) {
            firstMayEnd.countDown();
            awaitQuietly(secondBegan);
          }
        };
    try (FlaggedRequests requests = new FlaggedRequests(QUICK, () -> bean(onFullRead), 200)) {
      start(
          "worker",
          () -> {
            FlaggedRequests.flagged(() -> awaitQuietly(firstMayEnd)).run();
            FlaggedRequests.begin("GET:/other");
            secondBegan.countDown();
            awaitQuietly(secondMayEnd);
            ContextManager.stopSpan();
          });

      TraceSegment first = requests.segment();
      assertThat(first.dumps()).hasSize(1);
      await(() -> requests.counters.value("dumps.discarded", "changed_hands") == 1);
      requests.awaitTaken(2);
      secondMayEnd.countDown();
      assertThat(samples(requests.segment()).get(0).sequence()).isZero();
    }
  }

  @Test
  void spanThatEndsWhileItIsRead_isUnknown() throws Exception {
    CountDownLatch innerMayEnd = new CountDownLatch(1);
    CountDownLatch innerEnded = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger reads = new AtomicInteger();
    Consumer<Object[]> onFullRead =
        args -> {
          if (reads.incrementAndGet() == 2) {
            innerMayEnd.countDown();
            awaitQuietly(innerEnded);
          }
        };
    try (FlaggedRequests requests = new FlaggedRequests(QUICK, () -> bean(onFullRead), 200)) {
      serve(
          "worker",
          () -> {
            ContextManager.createLocalSpan("inner");
            awaitQuietly(innerMayEnd);
            ContextManager.stopSpan();
            innerEnded.countDown();
            awaitQuietly(end);
          });
      requests.awaitTaken(3);
      end.countDown();

      List<ThreadSample> samples = samples(requests.segment());
      assertThat(samples.get(1).openSpan()).isEqualTo(-1);
      assertThat(samples.get(2).openSpan()).isZero();
    }
  }

  @Test
  void failingRead_isSurvivedAndCounted() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    Consumer<Object[]> onFullRead =
        args -> {
          if (reads.incrementAndGet() == 1) {
            throw new IllegalStateException("on purpose");
          }
        };
    try (FlaggedRequests requests = new FlaggedRequests(QUICK, () -> bean(onFullRead), 200)) {
      CountDownLatch end = new CountDownLatch(1);
      serve("worker", () -> awaitQuietly(end));
      requests.awaitTaken(1);
      end.countDown();

      assertThat(requests.counters.value("dumps.failed", "IllegalStateException")).isEqualTo(1);
      assertThat(samples(requests.segment())).isNotEmpty();
    }
  }

  @Test
  void withoutManagementModule_stacksAreReadByReference() throws Exception {
    Runnable refuse =
        () -> {
          throw new NoClassDefFoundError("java/lang/management/ThreadMXBean");
        };
    try (FlaggedRequests requests =
        new FlaggedRequests(
            QUICK,
            () -> {
              refuse.run();
              return null;
            },
            200)) {
      CountDownLatch end = new CountDownLatch(1);
      serve("worker", () -> awaitQuietly(end));
      requests.awaitTaken(4);
      end.countDown();

      ThreadSample sample = sampleWaitingFor(LockKind.PARK, requests.segment());
      assertThat(sample.isVirtual()).isFalse();
      assertThat(sample.waitingOn().lockClass()).startsWith(CountDownLatch.class.getName());
    }
  }

  /**
   * @param onFullRead called before each reading with stacks
   */
  private ThreadMXBean bean(Consumer<Object[]> onFullRead) {
    ThreadMXBean real = ManagementFactory.getThreadMXBean();
    return (ThreadMXBean)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {com.sun.management.ThreadMXBean.class},
            (proxy, method, args) -> {
              methods.add(method.getName());
              if (method.getName().equals("getThreadInfo")) {
                for (long id : (long[]) args[0]) {
                  idsRead.add(id);
                }
                if (args.length > 1) {
                  if ((boolean) args[2]) {
                    synchronizersRead.set(true);
                  }
                  onFullRead.accept(args);
                }
              }
              try {
                return method.invoke(real, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
