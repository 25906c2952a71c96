package io.stackspan.agent.context;

import io.stackspan.wire.HeaderKeys;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an application may ask and say of the work that the calling thread does, beyond its spans.
 * Never throws.
 */
public final class ToolkitAccess {
  private ToolkitAccess() {}

  /** Global id of the active span, 16 lower-hex characters; empty: it is not recorded. */
  public static String spanId() {
    Slot slot = Slot.currentOrNull();
    TracerContext context = slot == null ? null : slot.context();
    AbstractSpan span = context == null ? null : context.activeSpan();
    if (context == null || span == null || !span.isRecorded()) {
      return "";
    }
    ContextCarrier carrier = new ContextCarrier();
    context.inject(carrier, "");
    StringBuilder id = new StringBuilder(16).append(carrier.parentSegmentId());
    TraceIds.appendHex4(id, span.spanId());
    return id.toString();
  }

  /** Value that goes along with the work; empty: there is none. */
  public static String correlation(String key) {
    return values(Slot.currentOrNull()).getOrDefault(key, "");
  }

  /**
   * Sets a value that goes along with the work from now on.
   *
   * @param key 1 to 256 letters, digits, dots, hyphens and underscores: what fits all formats
   * @param value at most 256 characters; null or empty takes the key out
   * @return false: there is no trace, key or value does not fit, or 16 keys are there already
   */
  public static boolean correlate(String key, @Nullable String value) {
    Slot slot = Slot.currentOrNull();
    if (slot == null || slot.context() == null && slot.inherited() == null || !isKey(key)) {
      return false;
    }
    Map<String, String> now = values(slot);
    // Snapshots and requests under way hold the old map.
    Map<String, String> changed = new LinkedHashMap<>(now);
    if (value == null || value.isEmpty()) {
      changed.remove(key);
    } else if (value.length() > ContextCarrier.MAX_CORRELATION_LENGTH
        || changed.put(key, value) == null
            && changed.size() > ContextCarrier.MAX_CORRELATION_ENTRIES) {
      return false;
    }
    TracerContext context = slot.context();
    ContextSnapshot inherited = slot.inherited();
    if (context != null) {
      context.correlate(changed);
    } else if (inherited != null) {
      slot.set(null, new ContextSnapshot(inherited.carrier().withCorrelation(changed)));
    }
    return true;
  }

  private static Map<String, String> values(@Nullable Slot slot) {
    if (slot == null) {
      return Collections.emptyMap();
    }
    TracerContext context = slot.context();
    if (context != null) {
      return context.correlation();
    }
    ContextSnapshot inherited = slot.inherited();
    return inherited == null ? Collections.emptyMap() : inherited.carrier().correlation();
  }

  /** The dump flag travels among the values, but is not the application's to set. */
  private static boolean isKey(String key) {
    if (key.isEmpty()
        || key.length() > ContextCarrier.MAX_CORRELATION_LENGTH
        || key.equals(HeaderKeys.DUMP_ENTRY)) {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean fits =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '.'
              || c == '-'
              || c == '_';
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
