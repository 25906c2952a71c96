package io.stackspan.agent.threaddump;

import static io.stackspan.agent.threaddump.FlaggedRequests.QUICK;
import static io.stackspan.agent.threaddump.FlaggedRequests.await;
import static io.stackspan.agent.threaddump.FlaggedRequests.flagged;
import static io.stackspan.agent.threaddump.FlaggedRequests.sampleWaitingFor;
import static io.stackspan.agent.threaddump.FlaggedRequests.samples;
import static io.stackspan.agent.threaddump.FlaggedRequests.serve;
import static io.stackspan.agent.threaddump.FlaggedRequests.start;
import static io.stackspan.agent.threaddump.ThreadDumpSamplerTest.awaitQuietly;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.TraceSegment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What samples say of threads that really wait. */
class WaitsTest {
  private static final class InventoryLock {}

  @Test
  void contendedMonitor_namesLockOwnerAndItsFrames() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK)) {
      InventoryLock lock = new InventoryLock();
      CountDownLatch release = new CountDownLatch(1);
      Thread holder = start("stock-holder", () -> hold(lock, release));
      await(() -> holder.getState() == Thread.State.WAITING);
      Thread buyer = serve("buyer", () -> enter(lock));
      requests.awaitTakenIn(Thread.State.BLOCKED, buyer);
      release.countDown();

      ThreadSample sample = sampleWaitingFor(LockKind.MONITOR, requests.segment());
      LockWait wait = sample.waitingOn();
      assertThat(sample.state()).isEqualTo(Thread.State.BLOCKED);
      assertThat(sample.frames().get(0).getMethodName()).isEqualTo("enter");
      assertThat(wait.kind()).isEqualTo(LockKind.MONITOR);
      assertThat(wait.lockClass()).isEqualTo(InventoryLock.class.getName());
      assertThat(wait.identityHash()).isEqualTo(System.identityHashCode(lock));
      LockOwner owner = wait.owner();
      assertThat(owner.threadName()).isEqualTo("stock-holder");
      assertThat(owner.threadId()).isEqualTo(holder.threadId());
      assertThat(owner.state()).isEqualTo(Thread.State.WAITING);
      assertThat(owner.frames()).anyMatch(frame -> frame.getMethodName().equals("hold"));
      assertThat(owner.traceId()).isEmpty();
    }
  }

  @Test
  void ownerThatServesAFlaggedRequest_isNamedWithItsTraceAndSpan() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK)) {
      InventoryLock lock = new InventoryLock();
      CountDownLatch release = new CountDownLatch(1);
      Thread holder =
          serve(
              "stock-holder",
              () -> {
                ContextManager.createLocalSpan("restock");
                hold(lock, release);
                ContextManager.stopSpan();
              });
      await(() -> holder.getState() == Thread.State.WAITING);
      Thread buyer = serve("buyer", () -> enter(lock));
      await(() -> buyer.getState() == Thread.State.BLOCKED);
      // Both are dumped in turn or together.
      requests.awaitTaken(requests.counters.value("dumps.taken", "") + 5);
      release.countDown();

      TraceSegment first = requests.segment();
      TraceSegment second = requests.segment();
      TraceSegment holding = first.spans().size() == 2 ? first : second;
      TraceSegment buying = holding == first ? second : first;
      LockOwner owner = sampleWaitingFor(LockKind.MONITOR, buying).waitingOn().owner();
      assertThat(owner.traceId()).isEqualTo(holding.traceId());
      assertThat(owner.segmentId()).isEqualTo(holding.segmentId());
      assertThat(owner.openSpan()).isEqualTo(holding.spans().get(0).spanId());
      ThreadSample holds = sampleWaitingFor(LockKind.PARK, holding);
      List<HeldMonitor> held = holds.monitors();
      assertThat(held).extracting(HeldMonitor::lockClass).contains(InventoryLock.class.getName());
      HeldMonitor monitor = held.get(held.size() - 1);
      assertThat(holds.frames().get(monitor.frameDepth()).getMethodName()).isEqualTo("hold");
      assertThat(monitor.identityHash()).isEqualTo(System.identityHashCode(lock));
    }
  }

  @Test
  void reentrantLock_hasItsOwner() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK)) {
      ReentrantLock lock = new ReentrantLock();
      CountDownLatch release = new CountDownLatch(1);
      Thread holder =
          start(
              "lock-holder",
              () -> {
                lock.lock();
                awaitQuietly(release);
                lock.unlock();
              });
      await(() -> holder.getState() == Thread.State.WAITING);
      Thread buyer = serve("buyer", lock::lock);
      requests.awaitTakenIn(Thread.State.WAITING, buyer);
      release.countDown();

      ThreadSample sample = sampleWaitingFor(LockKind.PARK, requests.segment());
      assertThat(sample.state()).isEqualTo(Thread.State.WAITING);
      assertThat(sample.waitingOn().kind()).isEqualTo(LockKind.PARK);
      assertThat(sample.waitingOn().lockClass())
          .isEqualTo(ReentrantLock.class.getName() + "$NonfairSync");
      assertThat(sample.waitingOn().owner().threadName()).isEqualTo("lock-holder");
    }
  }

  @Test
  void semaphore_hasNoSingleOwner() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK)) {
      Semaphore permits = new Semaphore(0);
      Thread buyer = serve("buyer", permits::acquireUninterruptibly);
      requests.awaitTakenIn(Thread.State.WAITING, buyer);
      permits.release();

      LockWait wait = sampleWaitingFor(LockKind.PARK, requests.segment()).waitingOn();
      assertThat(wait.kind()).isEqualTo(LockKind.PARK);
      assertThat(wait.lockClass()).startsWith(Semaphore.class.getName());
      assertThat(wait.owner()).isNull();
    }
  }

  @Test
  void sleep_isNamed() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK)) {
      Thread sleeper = serve("sleeper", WaitsTest::sleepLong);
      requests.awaitTakenIn(Thread.State.TIMED_WAITING, sleeper);
      sleeper.interrupt();

      ThreadSample sample = sampleWaitingFor(LockKind.SLEEP, requests.segment());
      assertThat(sample.state()).isEqualTo(Thread.State.TIMED_WAITING);
      assertThat(sample.waitingOn().kind()).isEqualTo(LockKind.SLEEP);
    }
  }

  @Test
  void objectWait_isNamedWithoutOwner() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK)) {
      InventoryLock lock = new InventoryLock();
      Thread waiter = serve("waiter", () -> waitOn(lock));
      requests.awaitTakenIn(Thread.State.WAITING, waiter);
      waiter.interrupt();

      LockWait wait = sampleWaitingFor(LockKind.MONITOR, requests.segment()).waitingOn();
      assertThat(wait.kind()).isEqualTo(LockKind.MONITOR);
      assertThat(wait.lockClass()).isEqualTo(InventoryLock.class.getName());
      assertThat(wait.owner()).isNull();
    }
  }

  @Test
  void join_isNamed() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK)) {
      CountDownLatch end = new CountDownLatch(1);
      Thread other = start("other", () -> awaitQuietly(end));
      Thread joiner = serve("joiner", () -> joinQuietly(other));
      requests.awaitTakenIn(Thread.State.WAITING, joiner);
      end.countDown();

      LockWait wait = sampleWaitingFor(LockKind.JOIN, requests.segment()).waitingOn();
      assertThat(wait.owner()).isNull();
    }
  }

  @Test
  void socketRead_isInputOutput() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK);
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      serve("reader", () -> readOne(client));
      requests.awaitTaken(4);
      accepted.getOutputStream().write(1);

      ThreadSample sample = sampleWaitingFor(LockKind.IO, requests.segment());
      assertThat(sample.state()).isEqualTo(Thread.State.RUNNABLE);
      assertThat(sample.waitingOn().kind()).isEqualTo(LockKind.IO);
      assertThat(sample.waitingOn().lockClass()).isEmpty();
    }
  }

  @Test
  void burningCpu_waitsForNothingAndIsMeasured() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK)) {
      Thread burner = serve("burner", WaitsTest::burn);
      requests.awaitTaken(3);
      burner.interrupt();

      List<ThreadSample> samples = samples(requests.segment());
      ThreadSample last = samples.get(2);
      assertThat(last.state()).isEqualTo(Thread.State.RUNNABLE);
      assertThat(last.waitingOn()).isNull();
      assertThat(last.cpuNanos()).isGreaterThan(samples.get(0).cpuNanos()).isGreaterThan(1_000_000);
    }
  }

  @Test
  void virtualThread_parked() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK)) {
      ReentrantLock lock = new ReentrantLock();
      lock.lock();
      Thread thread = Thread.ofVirtual().name("virtual-buyer").start(flagged(lock::lock));
      requests.awaitTakenIn(Thread.State.WAITING, thread);
      lock.unlock();

      ThreadSample sample = sampleWaitingFor(LockKind.PARK, requests.segment());
      assertThat(sample.isVirtual()).isTrue();
      assertThat(sample.threadName()).isEqualTo("virtual-buyer");
      assertThat(sample.threadId()).isEqualTo(thread.threadId());
      assertThat(sample.state()).isEqualTo(Thread.State.WAITING);
      assertThat(sample.frames()).anyMatch(frame -> frame.getMethodName().equals("lock"));
      assertThat(sample.waitingOn().kind()).isEqualTo(LockKind.PARK);
      assertThat(sample.waitingOn().lockClass()).startsWith(ReentrantLock.class.getName());
      assertThat(sample.waitingOn().owner()).isNull();
      assertThat(sample.cpuNanos()).isEqualTo(-1);
    }
  }

  @Test
  void virtualThread_sleepingBlockedAndReading() throws Exception {
    assertVirtualWait(LockKind.SLEEP, WaitsTest::sleepLong, Thread::interrupt);
    InventoryLock lock = new InventoryLock();
    CountDownLatch release = new CountDownLatch(1);
    Thread holder = start("holder", () -> hold(lock, release));
    await(() -> holder.getState() == Thread.State.WAITING);
    assertVirtualWait(LockKind.MONITOR, () -> enter(lock), thread -> release.countDown());
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      assertVirtualWait(LockKind.IO, () -> readOne(client), thread -> writeOne(accepted));
    }
  }

  private static void assertVirtualWait(LockKind kind, Runnable work, Consumer<Thread> release)
      throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK)) {
      Thread thread = Thread.ofVirtual().start(flagged(work));
      requests.awaitTaken(4);
      release.accept(thread);

      assertThat(sampleWaitingFor(kind, requests.segment()).isVirtual()).isTrue();
    }
  }

  private static void hold(Object lock, CountDownLatch release) {
    synchronized (lock) {
      awaitQuietly(release);
    }
  }

  private static void enter(Object lock) {
    synchronized (lock) {
      assertThat(Thread.holdsLock(lock)).isTrue();
    }
  }

  @SuppressWarnings("WaitNotInLoop")
  private static void waitOn(Object lock) {
    synchronized (lock) {
      try {
        lock.wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Sleeping is what is sampled here; the test itself does not wait for its end. */
  private static void sleepLong() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void joinQuietly(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void burn() {
    double x = 1;
    while (!Thread.currentThread().isInterrupted()) {
      x = Math.sqrt(x + 1);
    }
    assertThat(x).isPositive();
  }

  private static void readOne(Socket socket) {
    try {
      assertThat(socket.getInputStream().read()).isEqualTo(1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void writeOne(Socket socket) {
    try {
      socket.getOutputStream().write(1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
