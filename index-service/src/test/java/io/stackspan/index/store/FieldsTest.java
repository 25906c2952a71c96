package io.stackspan.index.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {
  @Test
  void numbersOfOneKeySortAsTerms() {
    double[] numbers = {Double.NEGATIVE_INFINITY, -1e300, -42, -0.5, 0, 1e-9, 7, 10, 500, 1e300};
    List<String> terms = new ArrayList<>();
    for (double number : numbers) {
      terms.add(Fields.number("k", number));
    }

    assertThat(terms).isSorted();
    assertThat(Fields.number("k", -0.0)).isEqualTo(Fields.number("k", 0.0));
  }

  @Test
  void onlyPlainNumbersAreNumbers() {
    assertThat(List.of("0", "-12", "3.5", "1e6", "2.5E-3")).allMatch(Fields::isNumber);
    assertThat(List.of("", "NaN", "Infinity", "0x10", "1d", " 1", "1.", "--1", "12ms"))
        .noneMatch(Fields::isNumber);
  }

  @Test
  void longValueIsCutAtAWholeCharacter() {
    String emoji = "\uD83D\uDE00";
    String value = "a".repeat(999) + emoji + "b";

    assertThat(Fields.term(value)).isEqualTo("a".repeat(999));
    assertThat(Fields.term("b".repeat(1000))).hasSize(1000);
  }
}
