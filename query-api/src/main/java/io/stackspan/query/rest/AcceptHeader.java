package io.stackspan.query.rest;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Chooses between JSON and plain text by a request's Accept header (RFC 9110, 12.5.1). Pure. */
final class AcceptHeader {
  private AcceptHeader() {}

  /** JSON unless text is asked for by name and wanted more, or as much but earlier. */
  static boolean prefersText(@Nullable String accept) {
    if (accept == null) {
      return false;
    }
    double text = 0;
    double json = 0;
    boolean textFirst = false;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = range.split(";", -1);
      String type = parts[0].strip();
      if (type.equals("text/plain")) {
        text = Math.max(text, quality(parts));
        textFirst = json == 0;
      } else if (type.equals("application/json")) {
        json = Math.max(json, quality(parts));
      }
    }
    return text > json || text > 0 && text == json && textFirst;
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.matches("q=[01](\\.\\d{1,3})?")) {
        return Double.parseDouble(parameter.substring(2));
      }
    }
    return 1;
  }
}
