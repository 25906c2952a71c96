package io.stackspan.agent.instrument.jdbc;

import io.stackspan.agent.instrument.bootstrap.WeakIdentityTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the application's statements and connections, as long as they live. One set
 * per application loader, shared by its interceptors, which are made one by one: hence static.
 */
final class JdbcObjects {
  private static final int MAX_STATEMENT_LENGTH = 2048;
  private static final WeakIdentityTable STATEMENTS = new WeakIdentityTable(65_536);
  private static final WeakIdentityTable CONNECTIONS = new WeakIdentityTable(65_536);

  private JdbcObjects() {}

  static void prepared(Object statement, String sql) {
    STATEMENTS.put(statement, bounded(sql));
  }

  /** Text of a prepared statement; null: not prepared, or not known. */
  static @Nullable String preparedSql(Statement statement) {
    return (String) STATEMENTS.get(statement);
  }

  static String bounded(String sql) {
    return sql.length() <= MAX_STATEMENT_LENGTH ? sql : sql.substring(0, MAX_STATEMENT_LENGTH);
  }

  /** Asks the driver once per connection. */
  static Database database(Statement statement) {
    try {
      Connection connection = statement.getConnection();
      if (connection == null) {
        return Database.UNKNOWN;
      }
      Database known = (Database) CONNECTIONS.get(connection);
      if (known != null) {
        return known;
      }
      // Before asking: a driver that runs a statement for the answer would ask again.
      CONNECTIONS.put(connection, Database.UNKNOWN);
      String url = connection.getMetaData().getURL();
      Database database = url == null ? Database.UNKNOWN : Database.of(url);
      CONNECTIONS.put(connection, database);
      return database;
    } catch (SQLException | RuntimeException e) {
      // A closed statement; the application will hear of it from the call itself.
      return Database.UNKNOWN;
    }
  }
}
