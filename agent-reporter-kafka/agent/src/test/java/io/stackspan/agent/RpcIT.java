package io.stackspan.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.fixture.ChildJvm;
import io.stackspan.agent.fixture.ChildJvm.Outcome;
import io.stackspan.agent.fixture.RpcProgram;
import io.stackspan.agent.fixture.Traces;
import io.stackspan.proto.v1.ReferenceType;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.SpanLayer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dubbo, its consumer and its provider, in the versions at both ends of what is supported. */
class RpcIT {
  private static final String SERVICE = "io.stackspan.agent.fixture.RpcProgram$HelloService";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"dubbo-2.7.0", "dubbo-2.7.23", "dubbo-3.3.6"})
  void callIsOneTraceOnBothSides(String version) throws Exception {
    Outcome outcome =
        new ChildJvm(Path.of(System.getProperty("java.home")), folder)
            // Javassist defines classes in a way that newer JDKs have closed.
            .option("--add-opens=java.base/java.lang=ALL-UNNAMED")
            .option("-Ddubbo.application.logger=jdk")
            .withJars(Path.of("target", "libraries", version))
            .run(RpcProgram.class);
    Traces traces = new Traces(outcome.segments());

    assertThat(outcome.checks())
        .containsEntry("sync", "hello Ann")
        .containsEntry("relay", "relayed hello Bob")
        .containsEntry("flagged", "worked")
        .containsEntry("failure", "not Dan")
        .containsEntry("async", "later Cy")
        .containsEntry("asyncFailure", "failed")
        .containsEntry("nobodyThere", "refused")
        .containsEntry("afterAll", "none")
        .containsEntry("end", "reached");
    assertThat(outcome.output()).doesNotContain("[stackspan] WARN");
    synchronous(traces);
    relayed(traces);
    errors(traces);
    asynchronous(traces);
    dumps(traces);
  }

  private static void synchronous(Traces traces) {
    Segment consumer = traces.root("sync");
    Span call = Traces.span(consumer, SERVICE + ".say(String)");
    Segment provider = traces.child(consumer, call);
    Span served = Traces.span(provider, SERVICE + ".say(String)");

    assertThat(consumer.getSpansList()).hasSize(2);
    assertThat(call.getKind()).isEqualTo(SpanKind.EXIT);
    assertThat(call.getLayer()).isEqualTo(SpanLayer.RPC);
    assertThat(call.getComponentId()).isEqualTo(3);
    assertThat(call.getPeer()).startsWith("127.0.0.1:");
    assertThat(call.getError()).isFalse();
    assertThat(Traces.tags(call))
        .containsEntry("url", "dubbo://" + call.getPeer() + "/" + SERVICE + ".say(String)");
    assertThat(provider.getSpansList()).hasSize(1);
    assertThat(served.getKind()).isEqualTo(SpanKind.ENTRY);
    assertThat(served.getLayer()).isEqualTo(SpanLayer.RPC);
    assertThat(served.getComponent()).isEqualTo("Dubbo");
    assertThat(served.getRefs(0).getType()).isEqualTo(ReferenceType.CROSS_PROCESS);
    assertThat(served.getRefs(0).getParentEndpoint()).isEqualTo("sync");
    assertThat(served.getRefs(0).getPeerAddress()).isEqualTo(call.getPeer());
  }

  /** What came with the call that is being served must not go out with the next. */
  private static void relayed(Traces traces) {
    Segment consumer = traces.root("relay");
    Segment relay = traces.child(consumer, Traces.span(consumer, SERVICE + ".relay(String,int)"));
    Segment last = traces.child(relay, Traces.span(relay, SERVICE + ".say(String)"));

    assertThat(last.getTraceId()).isEqualTo(consumer.getTraceId());
    assertThat(traces.children(consumer)).hasSize(1);
  }

  private static void errors(Traces traces) {
    Segment consumer = traces.root("failure");
    Span call = Traces.span(consumer, SERVICE + ".fail(String)");
    Span served = traces.child(consumer, call).getSpans(0);

    assertThat(call.getError()).isTrue();
    assertThat(served.getError()).isTrue();
    assertThat(served.getLogs(0).toString()).contains("IllegalArgumentException", "not Dan");
    assertThat(Traces.span(consumer, "failure").getError()).isFalse();
    assertThat(
            Traces.span(
                    traces.root("nobodyThere"), RpcProgram.AbsentService.class.getName() + ".ask()")
                .getError())
        .isTrue();
  }

  private static void asynchronous(Traces traces) {
    Segment consumer = traces.root("async");
    Span call = Traces.span(consumer, SERVICE + ".later(String,boolean)");
    Span served = traces.child(consumer, call).getSpans(0);

    assertThat(call.getError()).isFalse();
    // The provider works for 400 ms on another thread before there is a result.
    assertThat(served.getEndMicros() - served.getStartMicros()).isGreaterThan(350_000);
    assertThat(call.getEndMicros() - call.getStartMicros()).isGreaterThan(350_000);

    Segment failing = traces.root("asyncFailure");
    Span failed = Traces.span(failing, SERVICE + ".later(String,boolean)");
    assertThat(failed.getError()).isTrue();
    assertThat(traces.child(failing, failed).getSpans(0).getError()).isTrue();
  }

  private static void dumps(Traces traces) {
    Segment consumer = traces.root("flagged");
    Segment provider = traces.child(consumer, Traces.span(consumer, SERVICE + ".slow()"));

    assertThat(consumer.getThreadDumpsCount()).isPositive();
    assertThat(provider.getThreadDumpsList())
        .isNotEmpty()
        .allSatisfy(dump -> assertThat(dump.getThread().getName()).contains("DubboServerHandler"));
    assertThat(traces.root("sync").getThreadDumpsList()).isEmpty();
  }
}
