package io.stackspan.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.fixture.ChildJvm;
import io.stackspan.agent.fixture.ChildJvm.Outcome;
import io.stackspan.agent.fixture.PoolProgram;
import io.stackspan.agent.fixture.Traces;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.SpanKind;
import java.nio.file.Path;
import org.h2.Driver;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HikariCP in front of a database. */
class PoolIT {
  private static final String BORROW = "HikariCP/Connection/getConnection";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hikari-3.4.5", "hikari-7.0.2"})
  void borrowingIsSpanOfItsOwn(String version) throws Exception {
    Outcome outcome =
        new ChildJvm(Path.of(System.getProperty("java.home")), folder)
            .with(Driver.class)
            .withJars(Path.of("target", "libraries", version))
            .run(PoolProgram.class);
    Traces traces = new Traces(outcome.segments());

    assertThat(outcome.checks())
        .containsEntry("outside", "7")
        .containsEntry("query", "7")
        .containsEntry("exhausted", "timeout")
        .containsEntry("end", "reached");
    assertThat(outcome.output()).doesNotContain("[stackspan] WARN");
    // Outside of a trace, borrowing begins none.
    assertThat(traces.beginningWith(BORROW)).isEmpty();

    Segment query = traces.root("query");
    Span borrow = Traces.span(query, BORROW);
    assertThat(borrow.getKind()).isEqualTo(SpanKind.LOCAL);
    assertThat(borrow.getComponent()).isEqualTo("HikariCP");
    assertThat(borrow.getError()).isFalse();
    Span execute = Traces.span(query, "H2/JDBC/PreparedStatement/executeQuery");
    assertThat(execute.getParentSpanId()).isEqualTo(borrow.getParentSpanId());

    Span waiting = Traces.span(traces.root("exhausted"), BORROW);
    assertThat(waiting.getError()).isTrue();
    // It waits 500 ms for a connection.
    assertThat(waiting.getEndMicros() - waiting.getStartMicros()).isGreaterThan(400_000);
  }
}
