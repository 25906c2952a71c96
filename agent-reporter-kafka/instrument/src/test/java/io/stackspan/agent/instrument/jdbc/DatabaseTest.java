package io.stackspan.agent.instrument.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:h2:mem:stock;DB_CLOSE_DELAY=-1            | H2         | localhost:-1      | stock",
        "jdbc:h2:tcp://db:9092/~/stock                  | H2         | db:9092           | ~/stock",
        "jdbc:postgresql://db/stock?user=u&password=p   | PostgreSQL | db:5432           | stock",
        "jdbc:postgresql://[::1]/stock                  | PostgreSQL | [::1]:5432        | stock",
        "jdbc:mysql://u:p@db:3307/stock?useSSL=false    | Mysql      | db:3307           | stock",
        "jdbc:mariadb://a:3306,b:3306/stock             | Mariadb    | a:3306,b:3306     | stock",
        "jdbc:oracle:thin:@db:1521:xe                   | Oracle     | db:1521           | xe",
        "jdbc:oracle:thin:@//db:1521/service            | Oracle     | db:1521           | service",
        "jdbc:sqlserver://db;databaseName=stock;user=u  | sqlserver  | db:1433           | stock",
        "jdbc:sqlite:stock.db                           | sqlite     | localhost:-1      | stock.db",
        "jdbc:                                          | ''         | localhost:-1      | ''",
        "not a url                                      | unknown    | unknown           | ''",
      })
  void readsTypePeerAndInstance(String url, String type, String peer, String instance) {
    Database database = Database.of(url);

    assertThat(database.type()).isEqualTo(type);
    assertThat(database.peer()).isEqualTo(peer);
    assertThat(database.instance()).isEqualTo(instance);
    assertThat(database.component()).isNotNull();
  }
}
