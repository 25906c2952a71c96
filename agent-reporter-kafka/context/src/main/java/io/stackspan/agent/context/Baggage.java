package io.stackspan.agent.context;

import io.stackspan.wire.HeaderKeys;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * W3C Baggage: the dump flag and correlation values, for formats that have no place of their own.
 */
final class Baggage {
  private static final int MAX_LENGTH = 8192;

  private Baggage() {}

  static void extract(HeaderReader headers, ContextCarrier carrier, AgentCounters counters) {
    String baggage = headers.header(HeaderKeys.BAGGAGE);
    if (baggage == null) {
      return;
    }
    if (baggage.length() > MAX_LENGTH) {
      counters.count(Propagator.MALFORMED, HeaderKeys.BAGGAGE);
      return;
    }
    for (String member : baggage.split(",")) {
      int properties = member.indexOf(';');
      String pair = properties < 0 ? member : member.substring(0, properties);
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        continue;
      }
      String key = pair.substring(0, equals).trim();
      try {
        String value =
            URLDecoder.decode(
                pair.substring(equals + 1).trim().replace("+", "%2B"), StandardCharsets.UTF_8);
        Propagator.readEntry(key, value, carrier);
      } catch (IllegalArgumentException e) {
        counters.count(Propagator.MALFORMED, HeaderKeys.BAGGAGE);
      }
    }
  }

  static void inject(ContextCarrier carrier, HeaderWriter headers) {
    if (!carrier.isDumpFlag() && carrier.correlation().isEmpty()) {
      return;
    }
    StringBuilder baggage = new StringBuilder();
    if (carrier.isDumpFlag()) {
      baggage.append(HeaderKeys.DUMP_ENTRY).append('=').append(Propagator.DUMP_ON);
    }
    for (Map.Entry<String, String> entry : carrier.correlation().entrySet()) {
      if (!isToken(entry.getKey())) {
        continue;
      }
      if (baggage.length() > 0) {
        baggage.append(',');
      }
      String value = URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8);
      baggage.append(entry.getKey()).append('=').append(value.replace("+", "%20"));
    }
    if (baggage.length() > 0) {
      headers.header(HeaderKeys.BAGGAGE, baggage.toString());
    }
  }

  /** What W3C allows as a key; anything else would break the header for everybody. */
  private static boolean isToken(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c <= ' ' || c >= 127 || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
        return false;
      }
    }
    return !key.isEmpty();
  }
}
