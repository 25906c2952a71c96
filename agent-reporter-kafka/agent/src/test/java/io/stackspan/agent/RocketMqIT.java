package io.stackspan.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.fixture.ChildJvm;
import io.stackspan.agent.fixture.ChildJvm.Outcome;
import io.stackspan.agent.fixture.RocketMqProgram;
import io.stackspan.agent.fixture.Traces;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SegmentReference;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.SpanLayer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RocketMQ's clients; there is no broker to be had in a test, so a stand-in answers them. */
class RocketMqIT {
  private static final String SEND = "RocketMQ/orders/Producer";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"rocketmq-4.9.8", "rocketmq-5.3.3"})
  void messagesCarryTheTraceAndBatchHasAllSendersAsParents(String version) throws Exception {
    Outcome outcome =
        new ChildJvm(Path.of(System.getProperty("java.home")), folder)
            .option("-Duser.home=" + folder)
            .withJars(Path.of("target", "libraries", version))
            .run(RocketMqProgram.class);
    Traces traces = new Traces(outcome.segments());

    assertThat(outcome.checks())
        .containsEntry("sync", "SEND_OK")
        .containsEntry("async", "B")
        .containsEntry("afterAll", "none")
        .containsEntry("consumed", "[2 A, 1 B]")
        .containsEntry("end", "reached");
    assertThat(outcome.output()).doesNotContain("[stackspan] WARN");

    Segment first = traces.root("A");
    // The client sends on a thread of its own.
    Segment second = traces.beginningWith(SEND).get(0);
    Span send = Traces.span(first, SEND);
    assertThat(send.getKind()).isEqualTo(SpanKind.EXIT);
    assertThat(send.getLayer()).isEqualTo(SpanLayer.MQ);
    assertThat(send.getComponentId()).isEqualTo(38);
    assertThat(send.getPeer()).isEqualTo(outcome.checks().get("address"));
    assertThat(send.getError()).isFalse();
    assertThat(second.getTraceId()).isEqualTo(traces.root("B").getTraceId());

    List<Segment> batches = traces.beginningWith("RocketMQ/orders/Consumer");
    assertThat(batches).hasSize(2);
    Span both = batches.get(0).getSpans(0);
    assertThat(both.getKind()).isEqualTo(SpanKind.ENTRY);
    assertThat(both.getComponentId()).isEqualTo(39);
    assertThat(both.getRefsList())
        .extracting(SegmentReference::getParentSegmentId)
        .containsExactly(first.getSegmentId(), second.getSegmentId());
    assertThat(batches.get(0).getOtherTraceIdsList()).containsExactly(second.getTraceId());
    assertThat(both.getError()).isFalse();
    assertThat(Traces.tags(both))
        .containsEntry("mq.records", "2")
        .containsEntry("mq.status", "CONSUME_SUCCESS");
    Span again = batches.get(1).getSpans(0);
    assertThat(again.getError()).isTrue();
    assertThat(Traces.tags(again)).containsEntry("mq.status", "RECONSUME_LATER");
  }
}
