package io.stackspan.stream.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.stream.serde.PartKey.OfBase;
import io.stackspan.stream.serde.PartKey.OfDump;
import io.stackspan.stream.serde.PartKey.OfSegment;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private static final String TRACE = "5c1ed.häßlich.日本";

  @Test
  void partKeysReadBackAsTheyWereWritten() {
    for (PartKey key :
        new PartKey[] {
          new OfSegment("a"),
          new OfSegment("日.1"),
          new OfDump("a", 0),
          new OfDump("b\0c", -7),
          new OfBase()
        }) {
      assertThat(PartKey.from(TRACE, key.in(TRACE))).isEqualTo(key);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a\u0001", "aa", "b", "Z"})
  void partsOfATraceAreOneRangeWithoutOthers(String other) {
    Bytes own = new OfSegment("s").in("a");
    Bytes foreign = new OfSegment("s").in(other);

    assertThat(isInRange(own)).isTrue();
    assertThat(isInRange(foreign)).isEqualTo(other.equals("a"));
  }

  @Test
  void expiryKeysSortByTime() {
    Bytes early = new ExpiryKey(255, "z").toBytes();
    Bytes late = new ExpiryKey(256, "a").toBytes();

    assertThat(early).isLessThan(late);
    assertThat(early).isLessThan(ExpiryKey.endOf(255));
    assertThat(late).isGreaterThan(ExpiryKey.endOf(255));
    assertThat(ExpiryKey.from(early)).isEqualTo(new ExpiryKey(255, "z"));
  }

  private static boolean isInRange(Bytes key) {
    return key.compareTo(PartKey.firstOf("a")) >= 0 && key.compareTo(PartKey.endOf("a")) <= 0;
  }
}
