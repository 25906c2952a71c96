package io.stackspan.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.fixture.ChildJvm;
import io.stackspan.agent.fixture.ChildJvm.Outcome;
import io.stackspan.proto.v1.KeyValue;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.shop.ToolkitProgram;
import io.stackspan.toolkit.CurrentSpan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.skywalking.apm.toolkit.trace.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that uses the toolkit, with the agent and without. */
class ToolkitIT {
  @TempDir Path folder;

  static Stream<Path> jdks() throws Exception {
    return ChildJvm.jdks();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void annotationsAndCallsSpeakOfTheTrace(Path jdk) throws Exception {
    Outcome outcome = program(jdk).run(ToolkitProgram.class);

    assertThat(outcome.output()).doesNotContain("[stackspan] WARN", "sun.misc.Unsafe");
    Segment request = segment(outcome, "request");
    answers(outcome.checks(), request);
    spans(request);
    tags(span(request, "pay"));
    correlation(outcome, request);
    otherMethods(outcome);
  }

  private static void answers(Map<String, String> checks, Segment request) {
    assertThat(checks)
        .containsEntry("outside", "false")
        .containsEntry("afterwards", "")
        .containsEntry("traceId", request.getTraceId())
        .containsEntry("spanId", request.getSegmentId() + "0000")
        .containsEntry("pay", "receipt of 3: bread!")
        .containsEntry("failed", "no money")
        .containsEntry("end", "reached");
  }

  private static void spans(Segment request) {
    Span root = span(request, "request");
    assertThat(request.getSpansList())
        .extracting(Span::getOperation)
        .containsExactlyInAnyOrder(
            "request",
            "pay",
            "io.stackspan.shop.Till.count",
            "io.stackspan.shop.Till.fail",
            "renamed",
            "GET:/downstream");
    assertThat(root.getParentSpanId()).isEqualTo(-1);
    Span pay = span(request, "pay");
    assertThat(pay.getKind()).isEqualTo(SpanKind.LOCAL);
    assertThat(pay.getParentSpanId()).isEqualTo(root.getSpanId());
    assertThat(pay.getError()).isFalse();
    assertThat(span(request, "io.stackspan.shop.Till.count").getParentSpanId())
        .isEqualTo(pay.getSpanId());

    Span failed = span(request, "io.stackspan.shop.Till.fail");
    assertThat(failed.getError()).isTrue();
    assertThat(failed.getParentSpanId()).isEqualTo(root.getSpanId());
    assertThat(fields(failed))
        .containsEntry("error.kind", IllegalArgumentException.class.getName());
    assertThat(root.getError()).isFalse();

    Span renamed = span(request, "renamed");
    assertThat(renamed.getError()).isTrue();
    assertThat(fields(renamed)).containsEntry("message", "noticed");
  }

  private static void tags(Span pay) {
    assertThat(fields(pay)).containsEntry("event", "retry").containsEntry("attempt", "2");
    assertThat(tagsOf(pay))
        .containsEntry("name", "ann")
        .containsEntry("age", "42")
        .containsEntry("regular", "true")
        .containsEntry("street", "7")
        .containsEntry("customer", "customer ann")
        .containsEntry("second", "3")
        .containsEntry("array", "[1, 2, 3]")
        .containsEntry("length", Integer.toString('r'))
        .containsEntry("receipt", "receipt of 3: bread!")
        .containsEntry("inner", "paid")
        .containsEntry("noted", "bread")
        .containsEntry("noted.result", "bread!")
        .doesNotContainKeys("secret", "broken", "nobody", "nothing", "far", "senseless", "self");
  }

  private static void correlation(Outcome outcome, Segment request) {
    assertThat(outcome.checks())
        .containsEntry("put", "true")
        .containsEntry("badKey", "false")
        .containsEntry("dumpKey", "false")
        .containsEntry("longValue", "false")
        .containsEntry("noKey", "false")
        .containsEntry("kept", "15")
        .containsEntry("taken", "")
        .containsEntry("here", "blue & green")
        .containsEntry("pool", "blue & green true red")
        .containsEntry("hop", request.getTraceId() + " blue & green")
        .containsEntry("stillHere", "blue & green");
    Segment downstream = segment(outcome, "GET:/downstream");
    assertThat(downstream.getTraceId()).isEqualTo(request.getTraceId());
    assertThat(downstream.getSpans(0).getRefs(0).getParentSegmentId())
        .isEqualTo(request.getSegmentId());
  }

  private static void otherMethods(Outcome outcome) {
    Segment old = segment(outcome, "skywalking");
    assertThat(tagsOf(span(old, "skywalking"))).containsEntry("one", "6").containsEntry("two", "7");
    assertThat(segment(outcome, "io.stackspan.shop.Till.get").getSpansList()).hasSize(1);
    assertThat(segment(outcome, "count two").getSpansList()).hasSize(1);
  }

  @Test
  void sameProgramRunsWithoutTheAgent() throws Exception {
    Path jdk = jdks().findFirst().orElseThrow();

    Outcome outcome = program(jdk).withoutAgent().run(ToolkitProgram.class);

    assertThat(outcome.segments()).isEmpty();
    assertThat(outcome.checks())
        .containsEntry("outside", "false")
        .containsEntry("traceId", "")
        .containsEntry("spanId", "")
        .containsEntry("pay", "receipt of 3: bread!")
        .containsEntry("failed", "no money")
        .containsEntry("put", "false")
        .containsEntry("kept", "0")
        .containsEntry("here", "")
        .containsEntry("pool", "false")
        .containsEntry("hop", "")
        .containsEntry("end", "reached");
  }

  private ChildJvm program(Path jdk) {
    return new ChildJvm(jdk, folder).with(CurrentSpan.class).with(Trace.class);
  }

  private static Segment segment(Outcome outcome, String operation) {
    List<Segment> found =
        outcome.segments().stream()
            .filter(
                segment ->
                    segment.getSpansList().stream()
                        .anyMatch(
                            span -> span.getSpanId() == 0 && span.getOperation().equals(operation)))
            .collect(Collectors.toList());
    assertThat(found).as(operation).hasSize(1);
    return found.get(0);
  }

  private static Span span(Segment segment, String operation) {
    return segment.getSpansList().stream()
        .filter(span -> span.getOperation().equals(operation))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no span " + operation + " in " + segment));
  }

  private static Map<String, String> tagsOf(Span span) {
    return span.getTagsList().stream()
        .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
  }

  /** Fields of the span's only log. */
  private static Map<String, String> fields(Span span) {
    assertThat(span.getLogsList()).as(span.getOperation()).hasSize(1);
    return span.getLogs(0).getDataList().stream()
        .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
  }
}
