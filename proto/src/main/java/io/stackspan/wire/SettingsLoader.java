package io.stackspan.wire;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers values and faults; each later source overwrites the one before. */
final class SettingsLoader {
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

  private final Collection<SettingKey> keys;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> kafka = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  SettingsLoader(Collection<SettingKey> keys) {
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
    if (name.startsWith(Settings.KAFKA_PREFIX)) {
      kafka.put(name.substring(Settings.KAFKA_PREFIX.length()), value);
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
