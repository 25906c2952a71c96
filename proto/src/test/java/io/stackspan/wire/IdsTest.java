package io.stackspan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void nativeSpanIdIsAW3cParentId() {
    assertThat(Ids.globalSpanId("0123456789ab", 300)).isEqualTo("0123456789ab012c");
  }

  @Test
  void foreignSegmentIdIsNotParsed() {
    assertThat(Ids.globalSpanId("5c59a561.46.179", 3)).isEqualTo("5c59a561.46.179.3");
    assertThat(Ids.globalSpanId("0123456789AB", 3)).isEqualTo("0123456789AB.3");
  }

  @Test
  void dumpIdNamesSegmentAndSequence() {
    assertThat(Ids.dumpId("0123456789ab", 7)).isEqualTo("0123456789ab~7");
  }
}
