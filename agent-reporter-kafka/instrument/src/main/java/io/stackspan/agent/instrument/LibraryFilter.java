package io.stackspan.agent.instrument;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells quickly, from a class's name and bytes, that no instrumentation is about it: nearly all
 * classes of an application are let go here, before anything is parsed.
 */
final class LibraryFilter {
  private static final Set<String> NAMES =
      Set.of(
          "org/apache/catalina/core/StandardHostValve",
          "com/sun/net/httpserver/Filter$Chain",
          "jdk/internal/net/http/HttpClientImpl");
  private static final String[] NEVER = {
    "java/", "javax/", "jakarta/", "jdk/", "sun/", "com/sun/", "io/stackspan/agent/"
  };
  private static final byte[] SQL = "java/sql/".getBytes(StandardCharsets.US_ASCII);

  /** How far the search may jump on seeing a byte that is not the last of {@link #SQL}. */
  private static final int[] JUMPS = jumps();

  private LibraryFilter() {}

  static boolean mayMatch(@Nullable ClassLoader loader, String className, byte[] bytes) {
    if (NAMES.contains(className)) {
      return true;
    }
    if (loader == null) {
      return false;
    }
    for (String never : NEVER) {
      if (className.startsWith(never)) {
        return false;
      }
    }
    return mentionsSql(bytes);
  }

  /** Whether a class mentions {@code java.sql}, as every implementation of its interfaces must. */
  static boolean mentionsSql(byte[] bytes) {
    int last = SQL.length - 1;
    int position = 0;
    while (position + last < bytes.length) {
      int index = last;
      while (index >= 0 && bytes[position + index] == SQL[index]) {
        index--;
      }
      if (index < 0) {
        return true;
      }
      position += JUMPS[bytes[position + last] & 0xff];
    }
    return false;
  }

  private static int[] jumps() {
    int[] jumps = new int[256];
    Arrays.fill(jumps, SQL.length);
    for (int i = 0; i < SQL.length - 1; i++) {
      jumps[SQL[i] & 0xff] = SQL.length - 1 - i;
    }
    return jumps;
  }
}
