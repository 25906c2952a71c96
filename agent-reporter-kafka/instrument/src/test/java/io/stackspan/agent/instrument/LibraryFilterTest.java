package io.stackspan.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LibraryFilterTest {
  private static final byte[] NOTHING = new byte[100];
  private final ClassLoader loader = getClass().getClassLoader();

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

  @Test
  void letsThroughWhatCarriesAnnotationsOfAToolkit() {
    for (String toolkit : new String[] {"io/stackspan", "org/apache/skywalking/apm"}) {
      String trace = toolkit.startsWith("io") ? "/toolkit/Trace;" : "/toolkit/trace/Trace;";
      byte[] annotated = ("x\u0001L" + toolkit + trace).getBytes(StandardCharsets.US_ASCII);
      assertThat(LibraryFilter.mayMatch(loader, "com/acme/Shop", annotated)).as(toolkit).isTrue();
    }
    byte[] calling = "io/stackspan/toolkit/CurrentSpan".getBytes(StandardCharsets.US_ASCII);
    assertThat(LibraryFilter.mayMatch(loader, "com/acme/Shop", calling)).isFalse();
  }
}
