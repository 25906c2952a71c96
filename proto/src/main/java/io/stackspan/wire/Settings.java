package io.stackspan.wire;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  private static final String ENVIRONMENT_PREFIX = "STACKSPAN_";
  private static final String KAFKA_ENVIRONMENT_PREFIX = "STACKSPAN_KAFKA_";

  /** For the launcher alone. */
  private static final String LAUNCHER_ENVIRONMENT = "STACKSPAN_JAVA_HOME";

  private static final List<String> PARTS =
      List.of(
          "agent",
          "api",
          "demo",
          "dump",
          "index",
          "kafka",
          "propagation",
          "report",
          "sampling",
          "service",
          "standalone",
          "stream",
          "topics");

  private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB)");

  private final Map<String, String> values;
  private final Map<String, String> kafka;
  private final List<String> faults;

  private Settings(Map<String, String> values, Map<String, String> kafka, List<String> faults) {
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
    return new Loader(keys).load(arguments, environment);
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

  /** Gathers values and faults; each later source overwrites the one before. */
  private static final class Loader {
    private final Collection<SettingKey> keys;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> kafka = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    Loader(Collection<SettingKey> keys) {
      this.keys = keys;
    }

    Settings load(List<String> arguments, Map<String, String> environment) {
      Map<String, String> flags = new HashMap<>();
      String file = readArguments(arguments, flags);
      if (file == null) {
        file = environment.get("STACKSPAN_CONFIG");
      }
      if (file != null) {
        readFile(file);
      }
      new TreeMap<>(environment).forEach(this::putEnvironment);
      flags.forEach((name, value) -> put(name, value, "command line"));
      return new Settings(
          Collections.unmodifiableMap(values),
          Collections.unmodifiableMap(kafka),
          Collections.unmodifiableList(faults));
    }

    private @Nullable String readArguments(List<String> arguments, Map<String, String> flags) {
      String file = null;
      for (int i = 0; i < arguments.size(); i++) {
        String argument = arguments.get(i);
        if (!argument.startsWith("--")) {
          faults.add("'" + argument + "' is not understood; settings are given as --key value");
          continue;
        }
        int equals = argument.indexOf('=');
        String flag = argument.substring(2, equals < 0 ? argument.length() : equals);
        String value;
        if (equals >= 0) {
          value = argument.substring(equals + 1);
        } else if (i + 1 < arguments.size()) {
          value = arguments.get(++i);
        } else {
          faults.add("--" + flag + " has no value");
          continue;
        }
        if (flag.equals("config")) {
          file = value;
        } else {
          flags.put(nameOfFlag(flag), value);
        }
      }
      return file;
    }

    private String nameOfFlag(String flag) {
      for (SettingKey key : keys) {
        if (key.hasFlag(flag)) {
          return key.name();
        }
      }
      return flag.startsWith(SettingKey.PREFIX) ? flag : SettingKey.PREFIX + flag;
    }

    private void readFile(String file) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(Path.of(file))) {
        properties.load(reader);
      } catch (NoSuchFileException e) {
        faults.add("configuration file '" + file + "' does not exist");
      } catch (IOException | IllegalArgumentException e) {
        faults.add("configuration file '" + file + "' cannot be read: " + e);
      }
      for (String name : properties.stringPropertyNames()) {
        put(name, properties.getProperty(name).trim(), file);
      }
    }

    private void putEnvironment(String variable, String value) {
      if (!variable.startsWith(ENVIRONMENT_PREFIX)
          || variable.equals("STACKSPAN_CONFIG")
          || variable.equals(LAUNCHER_ENVIRONMENT)) {
        return;
      }
      for (SettingKey key : keys) {
        if (key.environmentName().equals(variable)) {
          values.put(key.name(), value);
          return;
        }
      }
      if (variable.startsWith(KAFKA_ENVIRONMENT_PREFIX)) {
        String property = variable.substring(KAFKA_ENVIRONMENT_PREFIX.length());
        kafka.put(property.toLowerCase(Locale.ROOT).replace('_', '.'), value);
        return;
      }
      String name = variable.toLowerCase(Locale.ROOT).replace('_', '.');
      if (!isOfAnotherPart(name)) {
        faults.add(unknown(variable, "environment", SettingKey::environmentName));
      }
    }

    private void put(String name, String value, String source) {
      for (SettingKey key : keys) {
        if (key.isNamed(name)) {
          values.put(name, value);
          return;
        }
      }
      if (name.startsWith(KAFKA_PREFIX)) {
        kafka.put(name.substring(KAFKA_PREFIX.length()), value);
      } else if (source.equals("command line") || !isOfAnotherPart(name)) {
        faults.add(unknown(name, source, SettingKey::name));
      }
    }

    private boolean isOfAnotherPart(String name) {
      String[] words = name.split("\\.", 3);
      if (words.length < 2 || !words[0].equals("stackspan") || !PARTS.contains(words[1])) {
        return false;
      }
      return keys.stream().noneMatch(key -> key.name().startsWith("stackspan." + words[1] + "."));
    }

    private String unknown(String name, String source, Function<SettingKey, String> spelling) {
      List<String> known = keys.stream().map(spelling).collect(Collectors.toList());
      String nearest = NearestName.of(name, known);
      return "unknown key '" + name + "' (" + source + "); the nearest known key is " + nearest;
    }
  }
}
