package io.stackspan.wire;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One documented setting. The same key is spelt {@code stackspan.index.data-dir} in a file, {@code
 * STACKSPAN_INDEX_DATA_DIR} in the environment and {@code --index.data-dir} on the command line.
 */
public final class SettingKey {
  static final String PREFIX = "stackspan.";

  private final String name;
  private final String defaultText;
  private final String meaning;
  private final @Nullable String flag;

  private SettingKey(String name, String defaultText, String meaning, @Nullable String flag) {
    if (!name.matches("stackspan(\\.[a-z][a-z0-9-]*)+")) {
      throw new IllegalArgumentException("not a setting's name: " + name);
    }
    this.name = name;
    this.defaultText = requireNonNull(defaultText, "defaultText");
    this.meaning = requireNonNull(meaning, "meaning");
    this.flag = flag;
  }

  /**
   * @param defaultText empty: no default
   * @param meaning one sentence with unit and bounds
   */
  public static SettingKey of(String name, String defaultText, String meaning) {
    return new SettingKey(name, defaultText, meaning, null);
  }

  /** The same key with a second, shorter flag such as {@code data} for {@code --data}. */
  public SettingKey withFlag(String shortFlag) {
    return new SettingKey(name, defaultText, meaning, shortFlag);
  }

  public String name() {
    return name;
  }

  public String defaultText() {
    return defaultText;
  }

  public String meaning() {
    return meaning;
  }

  /** Without the leading dashes. */
  public String flag() {
    return flag != null ? flag : name.substring(PREFIX.length());
  }

  String environmentName() {
    return environmentName(name);
  }

  static String environmentName(String name) {
    return name.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  boolean isNamed(String candidate) {
    return candidate.equals(name);
  }

  boolean hasFlag(String candidate) {
    return candidate.equals(flag) || candidate.equals(name.substring(PREFIX.length()));
  }

  @Override
  public String toString() {
    return name;
  }
}
