package io.stackspan.agent.instrument;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds a text in the bytes of a class. Most bytes are not even looked at: on a byte that is not
 * the last of the text the search jumps ahead (Horspool's way). Immutable; any thread.
 */
final class ByteSearch {
  private final byte[] text;
  private final int[] jumps = new int[256];

  /**
   * @param ascii at least one character
   */
  ByteSearch(String ascii) {
    text = ascii.getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(jumps, text.length);
    for (int i = 0; i < text.length - 1; i++) {
      jumps[text[i] & 0xff] = text.length - 1 - i;
    }
  }

  boolean isIn(byte[] bytes) {
    int last = text.length - 1;
    int position = 0;
    while (position + last < bytes.length) {
      int index = last;
      while (index >= 0 && bytes[position + index] == text[index]) {
        index--;
      }
      if (index < 0) {
        return true;
      }
      position += jumps[bytes[position + last] & 0xff];
    }
    return false;
  }
}
