package io.stackspan.agent.instrument.jdbc;

import static io.stackspan.agent.instrument.RecordedTraces.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.agent.context.ContextCarrier;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.SpanKind;
import io.stackspan.agent.context.SpanLayer;
import io.stackspan.agent.context.TracingSpan;
import io.stackspan.agent.instrument.RecordedTraces;
import io.stackspan.agent.instrument.WovenLibrary;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real driver with the advice in it, in this JVM; the agent itself is tested in child JVMs. */
class WovenDriverTest {
  private final RecordedTraces traces = new RecordedTraces();
  private final WovenLibrary h2 = new WovenLibrary("org.h2.");
  private Connection connection;

  @BeforeEach
  void connect() throws Exception {
    Driver driver = (Driver) h2.loadClass("org.h2.Driver").getDeclaredConstructor().newInstance();
    connection = driver.connect("jdbc:h2:mem:stock", new Properties());
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table item(id int primary key, name varchar)");
    }
    traces.segments.clear();
    ContextManager.createEntrySpan("GET:/", new ContextCarrier());
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
    h2.close();
    traces.close();
  }

  @Test
  void preparedStatementIsOneExitSpanWithItsText() throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement("insert into item values (?, 'secret')");
        PreparedStatement select = connection.prepareStatement("select * from item")) {
      insert.setInt(1, 1);
      assertThat(insert.executeUpdate()).isOne();
      assertThat(select.executeQuery().next()).isTrue();
    }
    ContextManager.stopSpan();

    List<TracingSpan> spans = traces.spans();
    assertThat(spans)
        .extracting(TracingSpan::operation)
        .containsExactly(
            "H2/JDBC/PreparedStatement/executeUpdate",
            "H2/JDBC/PreparedStatement/executeQuery",
            "GET:/");
    TracingSpan insert = spans.get(0);
    assertThat(insert.kind()).isEqualTo(SpanKind.EXIT);
    assertThat(insert.layer()).isEqualTo(SpanLayer.DATABASE);
    assertThat(insert.peer()).isEqualTo("localhost:-1");
    assertThat(insert.componentName()).isEqualTo("h2-jdbc-driver");
    assertThat(insert.componentId()).isEqualTo(32);
    assertThat(insert.parentSpanId()).isZero();
    assertThat(tag(insert, "db.type")).isEqualTo("H2");
    assertThat(tag(insert, "db.instance")).isEqualTo("stock");
    assertThat(tag(insert, "db.statement")).isEqualTo("insert into item values (?, 'secret')");
    assertThat(insert.isError()).isFalse();
  }

  @Test
  void plainStatementAndBatch() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("insert into item values (1, 'a')")).isOne();
      statement.addBatch("insert into item values (2, 'b')");
      assertThat(statement.executeBatch()).containsExactly(1);
    }
    ContextManager.stopSpan();

    List<TracingSpan> spans = traces.spans();
    assertThat(spans)
        .extracting(TracingSpan::operation)
        .containsExactly(
            "H2/JDBC/Statement/executeUpdate", "H2/JDBC/Statement/executeBatch", "GET:/");
    assertThat(tag(spans.get(0), "db.statement")).isEqualTo("insert into item values (1, 'a')");
    assertThat(tag(spans.get(1), "db.statement")).isNull();
  }

  @Test
  void longTextIsCut() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select 1 -- " + "x".repeat(10_000));
    }
    ContextManager.stopSpan();

    assertThat(tag(traces.spans().get(0), "db.statement")).hasSize(2048);
  }

  @Test
  void failureGoesOnToTheApplicationAndMarksTheSpan() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("select * from nowhere"))
          .isInstanceOf(SQLException.class);
    }
    ContextManager.stopSpan();

    TracingSpan failed = traces.spans().get(0);
    assertThat(failed.isError()).isTrue();
    assertThat(failed.logs()).hasSize(1);
  }

  @Test
  void closedStatementFailsAsItDoesWithoutTheAgent() throws SQLException {
    Statement statement = connection.createStatement();
    statement.close();

    assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
    ContextManager.stopSpan();

    assertThat(h2.failures()).isEmpty();
    assertThat(traces.spans().get(0).operation()).isEqualTo("unknown/JDBC/Statement/execute");
  }
}
