package io.stackspan.toolkit;

import org.jspecify.annotations.Nullable;

/**
 * Small values that travel with the trace: to the threads it is handed to and to the services it
 * calls (headers {@code baggage} and {@code sw8-correlation}). They do not travel back. Never
 * throws; without the agent nothing is kept.
 *
 * <p>Everyone downstream reads them: nothing secret belongs here.
 */
public final class Correlation {
  private Correlation() {}

  /** Value of a key; empty: there is none. */
  public static String get(String key) {
    return "";
  }

  /**
   * Sets a value for the work that the thread begins from now on.
   *
   * @param key 1 to 256 letters, digits, dots, hyphens and underscores
   * @param value at most 256 characters; null or empty takes the key out
   * @return false: not kept, because there is no trace, 16 keys are there already, or key or value
   *     does not fit
   */
  public static boolean put(String key, @Nullable String value) {
    return false;
  }
}
