package io.stackspan.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Effective settings of one part: flags win over environment, environment over file, file over
 * defaults. Unknown keys are faults that name the nearest known key; keys of other parts ({@code
 * stackspan.index.…} read by query-api) are left alone, so that all parts can share one file.
 * Immutable.
 */
public final class Settings {
  /** {@code stackspan.kafka.<client property>} that is no key of ours goes to the Kafka clients. */
  public static final String KAFKA_PREFIX = "stackspan.kafka.";

  private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB)");

  private final Map<String, String> values;
  private final Map<String, String> kafka;
  private final List<String> faults;

  Settings(Map<String, String> values, Map<String, String> kafka, List<String> faults) {
    this.values = values;
    this.kafka = kafka;
    this.faults = faults;
  }

  /**
   * Never throws for bad settings; see {@link #faults()}.
   *
   * @param arguments {@code --key value} or {@code --key=value}; {@code --config FILE} names a
   *     properties file
   */
  public static Settings load(
      Collection<SettingKey> keys, List<String> arguments, Map<String, String> environment) {
    return new SettingsLoader(keys).load(arguments, environment);
  }

  /** Everything that is wrong, a line each; empty when all is well. */
  public List<String> faults() {
    return faults;
  }

  /** This, or an exception that names every fault. */
  public Settings orThrow() {
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
    return this;
  }

  /** Empty when neither given nor defaulted. */
  public String text(SettingKey key) {
    String value = values.get(key.name());
    return value != null ? value : key.defaultText();
  }

  public boolean isGiven(SettingKey key) {
    return values.containsKey(key.name());
  }

  public int integer(SettingKey key, int min, int max) {
    return parse(
        key,
        "a whole number from " + min + " to " + max,
        text -> {
          int value = Integer.parseInt(text);
          return value < min || value > max ? null : value;
        });
  }

  public boolean flag(SettingKey key) {
    return parse(
        key,
        "true or false",
        text -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null);
  }

  /** Written as {@code 300ms}, {@code 10s}, {@code 5m}, {@code 24h} or {@code 14d}. */
  public Duration duration(SettingKey key) {
    return parse(key, "a duration such as 300ms, 10s, 5m, 24h or 14d", Settings::durationOrNull);
  }

  /** Bytes, written as {@code 512B}, {@code 64KiB}, {@code 8MiB} or {@code 1GiB}. */
  public long bytes(SettingKey key) {
    return parse(key, "a size such as 64KiB, 8MiB or 1GiB", Settings::bytesOrNull);
  }

  /** Comma-separated, trimmed, without empty entries. */
  public List<String> list(SettingKey key) {
    List<String> entries = new ArrayList<>();
    for (String entry : text(key).split(",")) {
      if (!entry.isBlank()) {
        entries.add(entry.trim());
      }
    }
    return Collections.unmodifiableList(entries);
  }

  /** Properties for Kafka clients, under the clients' own names. */
  public Map<String, String> kafkaProperties() {
    return kafka;
  }

  /** The table that {@code --help} prints. */
  public static String help(Collection<SettingKey> keys) {
    StringBuilder help = new StringBuilder();
    for (SettingKey key : keys) {
      help.append("  --").append(key.flag()).append('\n');
      help.append("        ").append(key.meaning());
      if (!key.defaultText().isEmpty()) {
        help.append(" Default: ").append(key.defaultText()).append('.');
      }
      help.append('\n');
    }
    help.append("  --config FILE\n        Properties file with the same keys, such as ")
        .append(keys.iterator().next().name())
        .append(".\n  --help\n        This text.\n");
    return help.toString();
  }

  private <T> T parse(SettingKey key, String wanted, Function<String, @Nullable T> parser) {
    String text = text(key);
    T value = null;
    try {
      value = parser.apply(text);
    } catch (NumberFormatException e) {
      // Falls through to the fault below, which says what is wanted.
    }
    if (value == null) {
      throw new SettingsException(List.of(key.name() + ": '" + text + "' is not " + wanted));
    }
    return value;
  }

  private static @Nullable Duration durationOrNull(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    long amount = Long.parseLong(matcher.group(1));
    switch (matcher.group(2)) {
      case "ms":
        return Duration.ofMillis(amount);
      case "s":
        return Duration.ofSeconds(amount);
      case "m":
        return Duration.ofMinutes(amount);
      case "h":
        return Duration.ofHours(amount);
      default:
        return Duration.ofDays(amount);
    }
  }

  private static @Nullable Long bytesOrNull(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    long amount = Long.parseLong(matcher.group(1));
    switch (matcher.group(2)) {
      case "B":
        return amount;
      case "KiB":
        return amount << 10;
      case "MiB":
        return amount << 20;
      default:
        return amount << 30;
    }
  }
}
