package io.stackspan.agent.context;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** UTF-8 text in Base64, as SkyWalking's headers hold it. */
final class Base64Text {
  private Base64Text() {}

  static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Throws {@link IllegalArgumentException} when it is none. */
  static String decode(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }
}
