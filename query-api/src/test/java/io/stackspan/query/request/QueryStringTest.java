package io.stackspan.query.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryStringTest {
  @Test
  void repeatsAndEncodings() {
    assertThat(QueryString.parse("tag=a%3Ab&tag=c+d&&x&%C3%A9=1%2B1=2"))
        .isEqualTo(Map.of("tag", List.of("a:b", "c d"), "x", List.of(""), "é", List.of("1+1=2")));
    assertThat(QueryString.parse(null)).isEmpty();
    assertThat(QueryString.parse("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%ff", "a=%C3", "a=1&a=x%g0"})
  void malformed(String text) {
    assertThatThrownBy(() -> QueryString.parse(text))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("a: is not percent-encoded UTF-8");
  }

  @Test
  void malformedName_isShownAsItCame() {
    assertThatThrownBy(() -> QueryString.parse("%zz=1&b=%"))
        .hasMessage("%zz=1: is not percent-encoded UTF-8; b: is not percent-encoded UTF-8");
  }
}
