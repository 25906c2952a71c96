package io.stackspan.agent.instrument.jdbc;

import java.util.Locale;
import java.util.Map;

/** What a JDBC URL says about the other side. Never holds user or password. Immutable. */
final class Database {
  /** Type, component name and SkyWalking's component number by the URL's second part. */
  private static final Map<String, String[]> KNOWN =
      Map.of(
          "h2", new String[] {"H2", "h2-jdbc-driver", "32"},
          "mysql", new String[] {"Mysql", "mysql-connector-java", "33"},
          "oracle", new String[] {"Oracle", "ojdbc", "34"},
          "postgresql", new String[] {"PostgreSQL", "postgresql-jdbc-driver", "37"},
          "mariadb", new String[] {"Mariadb", "mariadb-jdbc", "87"});

  private static final Map<String, Integer> DEFAULT_PORTS =
      Map.of("mysql", 3306, "mariadb", 3306, "postgresql", 5432, "oracle", 1521, "sqlserver", 1433);

  // After the maps, which its constructor reads.
  static final Database UNKNOWN = new Database("unknown", "", "", "unknown");

  private final String type;
  private final String component;
  private final int componentId;
  private final String instance;
  private final String peer;

  private Database(String driver, String instance, String host, String otherwise) {
    String[] known = KNOWN.getOrDefault(driver, new String[] {driver, driver + "-jdbc", "0"});
    this.type = known[0];
    this.component = known[1];
    this.componentId = Integer.parseInt(known[2]);
    this.instance = instance;
    this.peer = host.isEmpty() ? otherwise : withPort(host, DEFAULT_PORTS.getOrDefault(driver, -1));
  }

  /**
   * Reads {@code jdbc:driver://host:port/name}, H2's and Oracle's own forms, and SQL Server's
   * {@code ;databaseName=}. What it cannot read is left empty; a database without host is {@code
   * localhost:-1}.
   */
  static Database of(String url) {
    if (!url.startsWith("jdbc:")) {
      return UNKNOWN;
    }
    String rest = url.substring("jdbc:".length());
    int colon = rest.indexOf(':');
    String driver = (colon < 0 ? rest : rest.substring(0, colon)).toLowerCase(Locale.ROOT);
    String place = colon < 0 ? "" : rest.substring(colon + 1);
    String address = upTo(upTo(place, ';'), '?');
    int authority = address.indexOf("//");
    String instance = parameter(place, "databaseName=");
    if (authority >= 0) {
      String hostAndName = address.substring(authority + 2);
      int slash = hostAndName.indexOf('/');
      String host = slash < 0 ? hostAndName : hostAndName.substring(0, slash);
      String name = slash < 0 ? instance : hostAndName.substring(slash + 1);
      return new Database(driver, name, withoutUser(host), "localhost:-1");
    }
    int at = address.lastIndexOf('@');
    if (at >= 0) {
      // jdbc:oracle:thin:@host:1521:sid
      String[] parts = address.substring(at + 1).split(":", 3);
      String host = parts.length > 1 ? parts[0] + ":" + parts[1] : parts[0];
      return new Database(driver, parts.length > 2 ? parts[2] : "", host, "localhost:-1");
    }
    return new Database(
        driver, address.substring(address.lastIndexOf(':') + 1), "", "localhost:-1");
  }

  /** Such as {@code H2}. */
  String type() {
    return type;
  }

  String component() {
    return component;
  }

  int componentId() {
    return componentId;
  }

  /** Name of the database; may be empty. */
  String instance() {
    return instance;
  }

  /** {@code host:port}, several separated by commas. */
  String peer() {
    return peer;
  }

  private static String upTo(String text, char end) {
    int index = text.indexOf(end);
    return index < 0 ? text : text.substring(0, index);
  }

  private static String parameter(String text, String key) {
    int index = text.indexOf(key);
    return index < 0 ? "" : upTo(text.substring(index + key.length()), ';');
  }

  private static String withoutUser(String host) {
    return host.substring(host.lastIndexOf('@') + 1);
  }

  private static String withPort(String host, int defaultPort) {
    boolean several = host.indexOf(',') >= 0;
    boolean hasPort = host.lastIndexOf(':') > host.lastIndexOf(']');
    return several || hasPort || defaultPort < 0 ? host : host + ":" + defaultPort;
  }
}
