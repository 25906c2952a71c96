package io.stackspan.agent.instrument.jdbc;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.SpanLayer;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * An exit span around each {@code execute…} of a statement. What pool and driver call of each other
 * meanwhile is part of it. Parameters are not recorded.
 */
public final class StatementInterceptor extends Interceptor {
  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    Statement statement = (Statement) self;
    Database database = JdbcObjects.database(statement);
    String operation = database.type() + "/JDBC/" + kind(statement) + "/" + method;
    AbstractSpan span = ContextManager.createExitSpan(operation, database.peer());
    return span.component(database.component(), database.componentId())
        .layer(SpanLayer.DATABASE)
        .tag("db.type", database.type())
        .tag("db.instance", database.instance())
        .tag("db.statement", sql(statement, arguments));
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    try {
      if (thrown != null) {
        ((AbstractSpan) token).error(thrown);
      }
    } finally {
      ContextManager.stopSpan();
    }
  }

  private static String kind(Statement statement) {
    if (statement instanceof CallableStatement) {
      return "CallableStatement";
    }
    return statement instanceof PreparedStatement ? "PreparedStatement" : "Statement";
  }

  private static @Nullable String sql(Statement statement, @Nullable Object[] arguments) {
    if (arguments.length > 0 && arguments[0] instanceof String) {
      return JdbcObjects.bounded((String) arguments[0]);
    }
    return JdbcObjects.preparedSql(statement);
  }
}
