package io.stackspan.query.request;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 750us}, {@code 500ms}, {@code 2s}, {@code 1m}. Pure. */
final class DurationText {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,3}))?(us|ms|s|m)");

  private DurationText() {}

  /** Microseconds. */
  static long parseMicros(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("is not a duration such as 750us, 500ms, 1.5s or 1m");
    }
    long unit =
        switch (matcher.group(3)) {
          case "us" -> 1;
          case "ms" -> 1_000;
          case "s" -> 1_000_000;
          default -> 60_000_000;
        };
    String decimals = matcher.group(2) == null ? "" : matcher.group(2);
    long thousandths = Long.parseLong((decimals + "000").substring(0, 3));
    return Long.parseLong(matcher.group(1)) * unit + thousandths * unit / 1_000;
  }
}
