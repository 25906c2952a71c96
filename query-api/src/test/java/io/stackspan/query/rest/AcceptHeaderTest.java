package io.stackspan.query.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptHeaderTest {
  @Test
  void absent_isJson() {
    assertThat(AcceptHeader.prefersText(null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "TEXT/PLAIN; charset=utf-8",
        "text/plain, application/json",
        "application/json;q=0.5, text/plain;q=0.9",
        "text/plain, */*;q=0.1"
      })
  void text(String accept) {
    assertThat(AcceptHeader.prefersText(accept)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        ",;",
        "text/html,application/xhtml+xml,*/*;q=0.8",
        "application/json, text/plain",
        "text/plain;q=0",
        "text/plain;q=0.1, application/json"
      })
  void json(String accept) {
    assertThat(AcceptHeader.prefersText(accept)).isFalse();
  }
}
