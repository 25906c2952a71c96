package io.stackspan.agent.instrument.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitSpansTest {
  @ParameterizedTest
  @CsvSource({
    "http://h/a/b?c=/d, /a/b",
    "http://h, /",
    "http://h?a=/b, /",
    "http://h#/a, /",
    "/a?b=http://h/c, /a",
    "'', /",
    "'://', /",
  })
  void pathOf(String url, String path) {
    assertThat(ExitSpans.path(url)).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "http://user:secret@h/a@b, http://h/a@b",
    "http://user@h?a=@, http://h?a=@",
    "http://a@b@h/, http://h/",
    "http://h/a@b, http://h/a@b",
    "http://h, http://h",
    "'', ''",
  })
  void userIsNotRecorded(String url, String recorded) {
    assertThat(ExitSpans.withoutUser(url)).isEqualTo(recorded);
  }

  @ParameterizedTest
  @CsvSource({"-1, http, h:80", "0, https, h:443", "-1, HTTPS, h:443", "8080, https, h:8080"})
  void peerHasAPort(int port, String scheme, String peer) {
    assertThat(ExitSpans.peer("h", port, scheme)).isEqualTo(peer);
  }
}
