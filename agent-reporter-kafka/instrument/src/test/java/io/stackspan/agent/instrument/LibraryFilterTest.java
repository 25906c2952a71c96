package io.stackspan.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LibraryFilterTest {
  private static final byte[] NOTHING = new byte[100];
  private final ClassLoader loader = getClass().getClassLoader();

  @Test
  void findsTheNameWhereverItLies() {
    for (int before = 0; before < 40; before++) {
      byte[] text = ("j".repeat(before) + "java/sql/Statement").getBytes(StandardCharsets.US_ASCII);
      assertThat(LibraryFilter.mentionsSql(text)).as("after %d", before).isTrue();
    }
  }

  @Test
  void doesNotFindWhatOnlyResemblesIt() {
    for (String text : new String[] {"", "java/sql", "java/sq/l/", "ava/sql/", "java/java/sq/"}) {
      assertThat(LibraryFilter.mentionsSql(text.getBytes(StandardCharsets.US_ASCII)))
          .as(text)
          .isFalse();
    }
  }

  @Test
  void letsKnownNamesThroughWhateverTheirBytes() {
    assertThat(LibraryFilter.mayMatch(null, "jdk/internal/net/http/HttpClientImpl", NOTHING))
        .isTrue();
    assertThat(
            LibraryFilter.mayMatch(loader, "org/apache/catalina/core/StandardHostValve", NOTHING))
        .isTrue();
  }

  @Test
  void neverLooksAtTheJdkAndAtTheAgent() {
    byte[] sql = "java/sql/Statement".getBytes(StandardCharsets.US_ASCII);

    assertThat(LibraryFilter.mayMatch(null, "any/Name", sql)).isFalse();
    assertThat(LibraryFilter.mayMatch(loader, "java/sql/DriverManager", sql)).isFalse();
    assertThat(LibraryFilter.mayMatch(loader, "io/stackspan/agent/context/Slot", sql)).isFalse();
    assertThat(LibraryFilter.mayMatch(loader, "org/h2/jdbc/JdbcStatement", sql)).isTrue();
    assertThat(LibraryFilter.mayMatch(loader, "com/acme/Shop", NOTHING)).isFalse();
  }
}
