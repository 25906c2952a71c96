package io.stackspan.agent.threaddump;

import static io.stackspan.agent.threaddump.FlaggedRequests.QUICK;
import static io.stackspan.agent.threaddump.FlaggedRequests.await;
import static io.stackspan.agent.threaddump.FlaggedRequests.join;
import static io.stackspan.agent.threaddump.FlaggedRequests.sampleWaitingFor;
import static io.stackspan.agent.threaddump.FlaggedRequests.samples;
import static io.stackspan.agent.threaddump.FlaggedRequests.serve;
import static io.stackspan.agent.threaddump.FlaggedRequests.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.TraceSegment;
import io.stackspan.agent.context.TracingSpan;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadDumpSamplerTest {
  @Test
  void samples_areNumberedAndLieWithinTheirSpan() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK)) {
      CountDownLatch end = new CountDownLatch(1);
      Thread thread = serve("worker", () -> awaitQuietly(end));
      requests.awaitTaken(5);
      end.countDown();
      TraceSegment segment = requests.segment();
      join(thread);

      List<ThreadSample> samples = samples(segment);
      TracingSpan span = segment.spans().get(0);
      assertThat(samples).hasSizeGreaterThanOrEqualTo(5);
      for (int i = 0; i < samples.size(); i++) {
        ThreadSample sample = samples.get(i);
        assertThat(sample.sequence()).isEqualTo(i);
        assertThat(sample.openSpan()).isEqualTo(span.spanId());
        assertThat(sample.timeMicros()).isBetween(span.startMicros(), span.endMicros());
        assertThat(sample.threadName()).isEqualTo("worker");
        assertThat(sample.threadId()).isEqualTo(span.threadId());
        assertThat(sample.isDaemon()).isTrue();
        assertThat(sample.isVirtual()).isFalse();
        assertThat(sample.cpuNanos()).isNotNegative();
        assertThat(sample.allocatedBytes()).isNotNegative();
        assertThat(sample.isTruncated()).isFalse();
      }
      assertThat(samples.get(2).frames()).isSameAs(samples.get(3).frames());
      assertThat(segment.dumpsLeftOut()).isZero();
      // Dumps at 25 and 50 ms of age, then every 50 ms: none before its time.
      assertThat(samples.get(0).timeMicros() - span.startMicros()).isGreaterThan(15_000);
      assertThat(samples.get(3).timeMicros() - span.startMicros()).isGreaterThan(140_000);
    }
  }

  @Test
  void openSpan_isTheInnermost() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK)) {
      CountDownLatch end = new CountDownLatch(1);
      serve(
          "worker",
          () -> {
            ContextManager.createLocalSpan("inner");
            awaitQuietly(end);
            ContextManager.stopSpan();
          });
      requests.awaitTaken(3);
      end.countDown();

      TraceSegment segment = requests.segment();
      assertThat(segment.spans().get(0).operation()).isEqualTo("inner");
      assertThat(samples(segment).get(2).openSpan()).isEqualTo(segment.spans().get(0).spanId());
    }
  }

  @Test
  void deepStack_isCutAndSaysSo() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK.withMaxFrames(20))) {
      CountDownLatch end = new CountDownLatch(1);
      Thread deep = serve("deep", () -> descend(100, end));
      requests.awaitTakenIn(Thread.State.WAITING, deep);
      end.countDown();

      ThreadSample sample = sampleWaitingFor(LockKind.PARK, requests.segment());
      assertThat(sample.frames()).hasSize(20);
      assertThat(sample.isTruncated()).isTrue();
      assertThat(sample.frames()).anyMatch(frame -> frame.getMethodName().equals("descend"));
    }
  }

  @Test
  void nothingWatched_sleepsWithoutTimeout() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK)) {
      Thread sampler = samplerThread();
      await(() -> sampler.getState() == Thread.State.WAITING);

      CountDownLatch end = new CountDownLatch(1);
      Thread worker = serve("worker", () -> awaitQuietly(end));
      requests.awaitTaken(1);
      assertThat(requests.sampler.watchedThreads()).isEqualTo(1);
      end.countDown();
      join(worker);

      await(() -> sampler.getState() == Thread.State.WAITING);
      assertThat(requests.sampler.watchedThreads()).isZero();
      assertThat(sampler.isDaemon()).isTrue();
      assertThat(sampler.getContextClassLoader()).isNull();
    }
  }

  @Test
  void unflaggedRequest_isNeverDumped() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK)) {
      CountDownLatch end = new CountDownLatch(1);
      start(
          "ordinary",
          () -> {
            ContextManager.createEntrySpan("GET:/", ContextManager.extract(name -> null));
            awaitQuietly(end);
            ContextManager.stopSpan();
          });
      CountDownLatch endFlagged = new CountDownLatch(1);
      serve("flagged", () -> awaitQuietly(endFlagged));
      requests.awaitTaken(3);
      end.countDown();

      TraceSegment ordinary = requests.segment();
      assertThat(ordinary.isFlagged()).isFalse();
      assertThat(ordinary.dumps()).isEmpty();
      endFlagged.countDown();
      assertThat(samples(requests.segment()))
          .extracting(ThreadSample::threadName)
          .containsOnly("flagged");
    }
  }

  @Test
  void poolThread_isWatchedForEachRequestAnew() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK)) {
      CountDownLatch first = new CountDownLatch(1);
      CountDownLatch second = new CountDownLatch(1);
      start(
          "pool-1",
          () -> {
            FlaggedRequests.flagged(() -> awaitQuietly(first)).run();
            FlaggedRequests.flagged(() -> awaitQuietly(second)).run();
          });
      requests.awaitTaken(2);
      first.countDown();
      TraceSegment one = requests.segment();
      requests.awaitTaken(one.dumps().size() + 2);
      second.countDown();
      TraceSegment two = requests.segment();

      assertThat(samples(one).get(0).sequence()).isZero();
      assertThat(samples(two).get(0).sequence()).isZero();
      assertThat(two.traceId()).isNotEqualTo(one.traceId());
    }
  }

  @Test
  void overTheCap_isCountedAndSaid() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK.withMaxWatched(1))) {
      CountDownLatch end = new CountDownLatch(1);
      serve("first", () -> awaitQuietly(end));
      requests.awaitTaken(1);
      CountDownLatch endOther = new CountDownLatch(1);
      serve("second", () -> awaitQuietly(endOther));
      await(() -> requests.counters.value("dumps.left_out", "max_watched") == 1);
      endOther.countDown();

      TraceSegment second = requests.segment();
      assertThat(second.dumps()).isEmpty();
      assertThat(second.dumpsLeftOut()).isEqualTo(1);
      end.countDown();
      assertThat(samples(requests.segment())).isNotEmpty();
    }
  }

  @Test
  void fullTicket_isLeftInPeace() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK, null, 2)) {
      CountDownLatch end = new CountDownLatch(1);
      serve("worker", () -> awaitQuietly(end));
      await(() -> requests.counters.value("dumps.left_out", "max_per_segment") >= 3);
      end.countDown();

      TraceSegment segment = requests.segment();
      assertThat(segment.dumps()).hasSize(2);
      assertThat(segment.dumpsLeftOut()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void spentBudget_leavesDumpsOut() throws Exception {
    // A millionth of a minute is 60 µs: the first reading spends more than that.
    try (FlaggedRequests requests = new FlaggedRequests(QUICK.withBudget(0.000_001))) {
      CountDownLatch end = new CountDownLatch(1);
      serve("worker", () -> awaitQuietly(end));
      await(() -> requests.counters.value("dumps.left_out", "budget") >= 3);
      end.countDown();

      TraceSegment segment = requests.segment();
      assertThat(segment.dumps()).hasSize(1);
      assertThat(segment.dumpsLeftOut()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void threadThatDiesWatched_isForgotten() throws Exception {
    try (FlaggedRequests requests = new FlaggedRequests(QUICK)) {
      CountDownLatch end = new CountDownLatch(1);
      Thread leaky =
          start(
              "leaky",
              () -> {
                FlaggedRequests.begin("GET:/never-ended");
                awaitQuietly(end);
              });
      requests.awaitTaken(1);
      end.countDown();
      join(leaky);

      await(() -> requests.sampler.watchedThreads() == 0);
      await(() -> samplerThread().getState() == Thread.State.WAITING);
    }
  }

  @Test
  void close_endsTheThread_andWatchStaysHarmless() {
    FlaggedRequests requests = new FlaggedRequests(QUICK);
    Thread sampler = samplerThread();
    requests.sampler.close();

    assertThat(sampler.isAlive()).isFalse();
    FlaggedRequests.begin("GET:/late");
    ContextManager.stopSpan();
    requests.close();
  }

  static Thread samplerThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("stackspan-dump-sampler"))
        .findFirst()
        .orElseThrow();
  }

  private static void descend(int depth, CountDownLatch end) {
    if (depth == 0) {
      awaitQuietly(end);
    } else {
      descend(depth - 1, end);
    }
  }

  static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
