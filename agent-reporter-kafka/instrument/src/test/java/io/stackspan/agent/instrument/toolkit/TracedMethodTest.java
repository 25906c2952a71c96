package io.stackspan.agent.instrument.toolkit;

import static io.stackspan.agent.instrument.RecordedTraces.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.context.ContextCarrier;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.TracingSpan;
import io.stackspan.agent.instrument.RecordedTraces;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plans as the weaving writes them; the weaving itself is tested by {@code ToolkitIT}. */
class TracedMethodTest {
  private final RecordedTraces traces = new RecordedTraces();

  @AfterEach
  void uninstall() {
    traces.close();
  }

  @Test
  void argumentsAreReadBeforeAndTheResultAfterwards() {
    TracingSpan span = call("pay\nfirst\narg[0]\nresult\nreturnedObj", new Object[] {"a"}, "b");

    assertThat(span.operation()).isEqualTo("pay");
    assertThat(span.tags()).containsExactly("first", "a", "result", "b");
  }

  @Test
  void hiddenClassesOfTheJdkAreReadThroughWhatIsPublicOfThem() {
    // Neither the list's nor the entry's class is public.
    Object entry = Map.of("bread", 3).entrySet().iterator().next();

    assertThat(read("arg[0].key", entry)).isEqualTo("bread");
    assertThat(read("arg[0].value", entry)).isEqualTo("3");
    assertThat(read("arg[0].empty", List.of(1))).isEqualTo("false");
    assertThat(read("arg[0].class.simpleName", "text")).isEqualTo("String");
  }

  @Test
  void pathsThatLeadNowhereGiveNoTag() {
    for (String path :
        new String[] {
          "",
          "arg",
          "arg[0",
          "arg[-1]",
          "arg[1]",
          "arg[0].",
          "arg[0]..length",
          "arg[0].nothing",
          "arg[0][0]",
          "arg[0].length()",
          "arg[0] ",
          "result",
          "returnedObject",
          "arg[99999999999]",
          "arg[0].a.b.c.d.e.f.g.h.i"
        }) {
      assertThat(read(path, "text")).as(path).isNull();
    }
  }

  @Test
  void whatTheApplicationThrowsMeanwhileStaysHere() {
    Object broken =
        new Object() {
          @Override
          public String toString() {
            throw new StackOverflowError();
          }
        };

    assertThat(read("arg[0]", broken)).isNull();
    assertThat(read("arg[0]", Collections.singletonList(broken))).isNull();
  }

  @Test
  void longTextsAndCollectionsAreCut() {
    Integer[] many = new Integer[1000];
    Arrays.fill(many, 7);

    assertThat(read("arg[0]", "x".repeat(10_000))).hasSize(2048);
    // 16 elements are told.
    assertThat(read("arg[0]", many)).isEqualTo("[" + "7, ".repeat(16) + "…]");
    assertThat(read("arg[0]", Arrays.asList(many))).isEqualTo("[" + "7, ".repeat(16) + "…]");
    assertThat(read("arg[0]", new int[] {1, 2})).isEqualTo("[1, 2]");
  }

  @Test
  void withoutAnOperationTheActiveSpanIsTagged() {
    TracedMethod method = TracedMethod.of("\nwhat\narg[0]");
    assertThat(method.enter(new Object[] {"outside a trace"})).isNull();

    ContextManager.createEntrySpan("GET:/", new ContextCarrier());
    assertThat(method.enter(new Object[] {"bread"})).isNull();
    ContextManager.stopSpan();

    assertThat(tag(traces.spans().get(0), "what")).isEqualTo("bread");
  }

  private String read(String path, Object argument) {
    traces.segments.clear();
    return tag(call("pay\nkey\n" + path, new Object[] {argument}, null), "key");
  }

  private TracingSpan call(String plan, Object[] arguments, Object result) {
    TracedMethod.Call call = TracedMethod.of(plan).enter(arguments);
    call.leave(result, null);
    return traces.spans().get(0);
  }
}
