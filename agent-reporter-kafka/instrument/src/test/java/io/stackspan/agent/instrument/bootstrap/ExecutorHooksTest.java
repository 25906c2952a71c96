package io.stackspan.agent.instrument.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.agent.context.ContextCarrier;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.instrument.RecordedTraces;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls the hooks as woven code does; the real executors are tested in child JVMs. */
class ExecutorHooksTest {
  private final RecordedTraces traces = new RecordedTraces();
  private final List<String> seen = new ArrayList<>();
  private final Runnable task = () -> seen.add(RecordedTraces.currentTrace());

  @AfterEach
  void uninstall() {
    traces.close();
  }

  @Test
  void sameObjectQueuedTwiceRunsUnderEachContextInOrder() {
    String first = inTrace(() -> ExecutorHooks.submitted(task));
    String second = inTrace(() -> ExecutorHooks.submitted(task));
    ExecutorHooks.submitted(task);
    ExecutorHooks.run(task);
    ExecutorHooks.run(task);
    ExecutorHooks.run(task);

    assertThat(seen).containsExactly(first, second, "");
  }

  @Test
  void removedAndDrainedTasksLeaveNothingBehind() {
    inTrace(() -> ExecutorHooks.submitted(task));
    ExecutorHooks.removed(true, task);
    inTrace(() -> ExecutorHooks.submitted(task));
    ExecutorHooks.drained(List.of(task));
    ExecutorHooks.run(task);

    assertThat(seen).containsExactly("");
  }

  @Test
  void refusedRemoveKeepsTheContext() {
    String trace = inTrace(() -> ExecutorHooks.submitted(task));
    ExecutorHooks.removed(false, task);
    ExecutorHooks.run(task);

    assertThat(seen).containsExactly(trace);
  }

  @Test
  void callerRunsDoesNotChangeTheCallersSpan() {
    Runnable dirty = () -> ContextManager.createLocalSpan("left open");
    inTrace(
        () -> {
          ExecutorHooks.submitted(dirty);
          Object previous = ExecutorHooks.rejecting(dirty);
          dirty.run();
          ExecutorHooks.restore(previous);
          assertThat(ContextManager.activeSpan().spanId()).isZero();
        });

    assertThat(traces.segments).hasSize(2);
  }

  @Test
  void futureRunsUnderTheContextOfItsLastSubmission() {
    FutureTask<?> future = new FutureTask<>(task, null);
    inTrace(() -> ExecutorHooks.created(future));
    String submitted = inTrace(() -> ExecutorHooks.submitted(future));
    Object previous = ExecutorHooks.running(future);
    task.run();
    ExecutorHooks.restore(previous);
    ExecutorHooks.finished(future);

    assertThat(seen).containsExactly(submitted);
    assertThat(TaskContexts.get(future)).isNull();
  }

  @Test
  void futureBuiltOutsideRunsOutside() {
    FutureTask<?> future = new FutureTask<>(task, null);
    ExecutorHooks.created(future);
    inTrace(
        () -> {
          Object previous = ExecutorHooks.running(future);
          task.run();
          ExecutorHooks.restore(previous);
        });

    assertThat(seen).containsExactly("");
  }

  @Test
  void forkedTaskCarriesTheForkersContextOnce() {
    ForkJoinTask<?> forked = ForkJoinTask.adapt(task);
    String trace = inTrace(() -> ExecutorHooks.forked(forked));
    ExecutorHooks.restore(execute(forked));
    Object again = ExecutorHooks.executing(forked);

    assertThat(seen).containsExactly(trace);
    assertThat(again).isNull();
  }

  @Test
  void completableFuturesOwnTasksKeepTheirContextWhenSubmitted() {
    Runnable stage = (Runnable & CompletableFuture.AsynchronousCompletionTask) task::run;
    inTrace(() -> ExecutorHooks.submitted(stage));
    ExecutorHooks.run(stage);

    assertThat(seen).containsExactly("");
  }

  @Test
  void exceptionOfTheTaskGoesOnAndTheThreadIsClean() {
    Runnable failing =
        () -> {
          throw new IllegalStateException("of the task");
        };
    inTrace(() -> ExecutorHooks.submitted(failing));

    assertThatThrownBy(() -> ExecutorHooks.run(failing)).hasMessage("of the task");
    assertThat(RecordedTraces.currentTrace()).isEmpty();
  }

  @Test
  void nullGoesThroughToWhereTheJdkRefusesIt() {
    ExecutorHooks.submitted(null);
    ExecutorHooks.forked(null);
    ExecutorHooks.drained(null);
    ExecutorHooks.removed(true, null);

    assertThat(ExecutorHooks.rejecting(null)).isNull();
    ExecutorHooks.restore(null);
  }

  private Object execute(ForkJoinTask<?> forked) {
    Object previous = ExecutorHooks.executing(forked);
    task.run();
    return previous;
  }

  private static String inTrace(Runnable work) {
    ContextManager.createEntrySpan("GET:/", new ContextCarrier());
    String traceId = ContextManager.traceId();
    work.run();
    ContextManager.stopSpan();
    return traceId;
  }
}
