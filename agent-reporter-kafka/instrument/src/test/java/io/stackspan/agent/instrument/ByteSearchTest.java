package io.stackspan.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
  private final ByteSearch sql = new ByteSearch("java/sql/");

  @Test
  void findsTheTextWhereverItLies() {
    for (int before = 0; before < 40; before++) {
      assertThat(sql.isIn(ascii("j".repeat(before) + "java/sql/Statement")))
          .as("after %d", before)
          .isTrue();
      assertThat(sql.isIn(ascii("/".repeat(before) + "java/sql/"))).isTrue();
    }
  }

  @Test
  void doesNotFindWhatOnlyResemblesIt() {
    for (String text : new String[] {"", "java/sql", "java/sq/l/", "ava/sql/", "java/java/sq/"}) {
      assertThat(sql.isIn(ascii(text))).as(text).isFalse();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
