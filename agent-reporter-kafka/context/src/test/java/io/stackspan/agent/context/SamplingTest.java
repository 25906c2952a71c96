package io.stackspan.agent.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private static final String PARENT = "00-0123456789abcdef0123456789abcdef-aaaaaaaaaaaa0001-";

  private final List<TraceSegment> segments = new ArrayList<>();
  private final AgentCounters counters = new AgentCounters();

  @AfterEach
  void uninstall() {
    ContextManager.install(null);
    Handover.attach(Handover.NONE);
  }

  @Test
  void rulesAreRead() {
    assertThat(TraceSampler.parse(" Always ").sampleRoot()).isTrue();
    assertThat(TraceSampler.parse("never").sampleRoot()).isFalse();
    assertThat(TraceSampler.parse("100%").sampleRoot()).isTrue();
    assertThat(TraceSampler.parse("0%").sampleRoot()).isFalse();
    assertThat(TraceSampler.parse("0/3s").sampleRoot()).isFalse();
    for (String wrong : List.of("", "sometimes", "101%", "-1%", "x%", "5/1s", "-1/3s", "NaN%")) {
      assertThatThrownBy(() -> TraceSampler.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + wrong + "' is not always, never, a percentage");
    }
  }

  /** 20,000 draws at 25 %: ten standard deviations are about 600. */
  @Test
  void shareIsKeptOnAverage() {
    TraceSampler sampler = TraceSampler.parse("25%");
    int sampled = 0;
    for (int i = 0; i < 20_000; i++) {
      sampled += sampler.sampleRoot() ? 1 : 0;
    }

    assertThat(sampled).isBetween(4_400, 5_600);
  }

  /** At most two windows of three seconds are touched by a loop of milliseconds. */
  @Test
  void rateHoldsAlsoUnderContention() throws Exception {
    TraceSampler sampler = TraceSampler.perThreeSeconds(100);
    AtomicInteger sampled = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                awaitQuietly(start);
                for (int j = 0; j < 10_000; j++) {
                  sampled.addAndGet(sampler.sampleRoot() ? 1 : 0);
                }
              });
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(sampled.get()).isIn(100, 200);
  }

  @Test
  void rootsThatAreNotRecordedAreCountedAndTheDecisionTravels() {
    install(TraceSampler.never(), IgnoreRules.none());
    ContextManager.createEntrySpan("GET:/buy", ContextCarrier.NONE);
    ContextManager.createExitSpan("call", "stock:8080");
    Map<String, String> first = RecordingAgent.injected();
    Map<String, String> second = RecordingAgent.injected();
    ContextManager.stopSpan();
    ContextManager.stopSpan();

    assertThat(segments).isEmpty();
    assertThat(counters.value("traces.ignored", "not_sampled")).isEqualTo(1);
    assertThat(first.get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    assertThat(second).isEqualTo(first);
    ContextManager.createEntrySpan("GET:/reserve", RecordingAgent.carrier(first));
    ContextManager.stopSpan();
    assertThat(segments).isEmpty();
    assertThat(counters.value("traces.ignored", "not_sampled")).isEqualTo(1);
  }

  @Test
  void flaggedAndPropagatedRequestsAreAlwaysRecorded() {
    install(TraceSampler.never(), new IgnoreRules(List.of(), List.of("GET:*")));
    ContextManager.createEntrySpan("GET:/buy", RecordingAgent.flagged());
    ContextManager.stopSpan();
    ContextManager.createEntrySpan(
        "GET:/buy", RecordingAgent.carrier(Map.of("traceparent", PARENT + "01")));
    ContextManager.stopSpan();
    ContextManager.createEntrySpan(
        "GET:/buy",
        RecordingAgent.carrier(
            Map.of("traceparent", PARENT + "00", "baggage", "stackspan-dump=1")));
    ContextManager.stopSpan();

    assertThat(segments).hasSize(3);
    assertThat(segments).extracting(TraceSegment::isFlagged).containsExactly(true, false, true);
  }

  @Test
  void ignoredOperationsMakeNoTrace() {
    install(TraceSampler.always(), new IgnoreRules(List.of(".css"), List.of("GET:/health*", "x")));
    for (String operation : List.of("GET:/a.css", "GET:/health/live", "GET:/health", "x")) {
      ContextManager.createEntrySpan(operation, ContextCarrier.NONE);
      ContextManager.createLocalSpan("inside");
      ContextManager.stopSpan();
      ContextManager.stopSpan();
    }
    for (String operation : List.of("GET:/css", "GET:/heal", "xx")) {
      ContextManager.createEntrySpan(operation, ContextCarrier.NONE);
      ContextManager.stopSpan();
    }

    assertThat(counters.value("traces.ignored", "operation")).isEqualTo(4);
    assertThat(segments).hasSize(3);
  }

  @Test
  void ignoredWorkBelowIgnoredWorkKeepsItsOwnDepth() {
    install(TraceSampler.never(), IgnoreRules.none());
    ContextManager.createEntrySpan("outer", ContextCarrier.NONE);
    Object previous = Handover.attach(Handover.NONE);
    ContextManager.createEntrySpan("inner", ContextCarrier.NONE);
    ContextManager.stopSpan();
    assertThat(ContextManager.activeSpan()).isNull();
    Handover.restore(previous);
    assertThat(ContextManager.activeSpan()).isNotNull();
    ContextManager.stopSpan();
    assertThat(ContextManager.activeSpan()).isNull();
  }

  private void install(TraceSampler sampler, IgnoreRules rules) {
    ContextManager.install(
        new Tracer(
                "shop",
                "shop-1",
                new Propagator(List.of("tracecontext"), true, counters),
                segments::add,
                slot -> {},
                300,
                3)
            .withSampling(sampler, rules, counters));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
