package io.stackspan.demo.stock;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How many of each item there are: H2 in memory, read through JDBC. Any thread may ask. */
final class StockDatabase implements AutoCloseable {
  private static final String URL = "jdbc:h2:mem:stock";

  /** The database lives as long as a connection to it is open. */
  private final Connection keepsAlive;

  private StockDatabase(Connection keepsAlive) {
    this.keepsAlive = keepsAlive;
  }

  static StockDatabase open() throws SQLException {
    Connection connection = DriverManager.getConnection(URL);
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table item (sku varchar(32) primary key, quantity int not null)");
      statement.execute("insert into item values ('book', 120), ('lamp', 7), ('chair', 31)");
    }
    return new StockDatabase(connection);
  }

  /** 0 for an unknown item. */
  int quantity(String sku) throws SQLException {
    try (Connection connection = DriverManager.getConnection(URL);
        PreparedStatement query =
            connection.prepareStatement("select quantity from item where sku = ?")) {
      query.setString(1, sku);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getInt(1) : 0;
      }
    }
  }

  @Override
  public void close() throws SQLException {
    keepsAlive.close();
  }
}
