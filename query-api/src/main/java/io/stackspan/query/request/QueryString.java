package io.stackspan.query.request;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what follows the question mark. Javalin's own reading drops a value that is not well
 * encoded, and a condition that is dropped in silence finds the wrong traces. Pure.
 */
public final class QueryString {
  private QueryString() {}

  /**
   * @param text percent-encoded UTF-8 where {@code +} is a space; absent: no parameters
   * @throws InvalidRequestException naming every parameter that is not well encoded
   */
  public static Map<String, List<String>> parse(@Nullable String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    List<Fault> faults = new ArrayList<>();
    for (String pair : text == null ? new String[0] : text.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decodedOrNull(equals < 0 ? pair : pair.substring(0, equals));
      String value = decodedOrNull(equals < 0 ? "" : pair.substring(equals + 1));
      if (name == null || value == null) {
        String shown = pair.substring(0, Math.min(pair.length(), 60));
        faults.add(new Fault(name != null ? name : shown, "is not percent-encoded UTF-8"));
      } else {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    return values;
  }

  private static @Nullable String decodedOrNull(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] == '+') {
        bytes.write(' ');
      } else if (encoded[i] != '%') {
        bytes.write(encoded[i]);
      } else {
        int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
        int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          return null;
        }
        bytes.write(high * 16 + low);
        i += 2;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
