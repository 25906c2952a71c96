package io.stackspan.query.request;

import io.stackspan.wire.NearestName;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's parameters and gathers what is wrong with them, so that one answer names
 * everything. An empty value counts as not given: that is what a form sends for an empty field. For
 * one request, one thread.
 */
final class Parameters {
  private static final int MAX_REPEATS = 32;
  private static final int MAX_VALUE_LENGTH = 1000;

  private final Map<String, List<String>> values;
  private final List<Fault> faults = new ArrayList<>();

  Parameters(Map<String, List<String>> values, Collection<String> known) {
    this.values = values;
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        faults.add(new Fault(shortened(name), unknownMessage(name, known)));
      }
    }
  }

  private static String unknownMessage(String name, Collection<String> known) {
    return known.isEmpty()
        ? "is unknown; there are no parameters here"
        : "is unknown; the nearest known parameter is " + NearestName.of(name, known);
  }

  void fault(String name, String message) {
    faults.add(new Fault(name, message));
  }

  void throwIfFaulty() {
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
  }

  /** Empty when not given. */
  String text(String name) {
    List<String> given = list(name);
    if (given.size() > 1) {
      fault(name, "is given " + given.size() + " times, but may be given once");
    }
    return given.isEmpty() ? "" : given.getFirst();
  }

  /** Every value given, without empty ones. */
  List<String> list(String name) {
    List<String> given = new ArrayList<>();
    for (String value : values.getOrDefault(name, List.of())) {
      if (value.length() > MAX_VALUE_LENGTH) {
        fault(name, "is longer than " + MAX_VALUE_LENGTH + " characters");
      } else if (!value.isEmpty()) {
        given.add(value);
      }
    }
    if (given.size() > MAX_REPEATS) {
      fault(name, "is given more than " + MAX_REPEATS + " times");
    }
    return given;
  }

  /** Every value given, also of comma-separated ones, without empty ones. */
  List<String> words(String name) {
    return list(name).stream()
        .flatMap(value -> List.of(value.split(",")).stream())
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  @Nullable Boolean flagOrNull(String name) {
    return oneOf(name, Map.of("true", true, "false", false));
  }

  /** 0 when not given. */
  long micros(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches("\\d{1,20}") || !isLong(text)) {
      fault(name, "'" + shortened(text) + "' is not a time in microseconds since the epoch");
      return 0;
    }
    return Long.parseLong(text);
  }

  int integer(String name, int min, int max, int fallback) {
    String text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    int value = text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : Integer.MIN_VALUE;
    if (value < min || value > max) {
      fault(name, "'" + shortened(text) + "' is not a whole number from " + min + " to " + max);
      return fallback;
    }
    return value;
  }

  /** Absent when not given or faulty. */
  <T> @Nullable T oneOf(String name, Map<String, T> choices) {
    String text = text(name);
    return text.isEmpty() ? null : choice(name, text, choices);
  }

  <T> List<T> someOf(String name, Map<String, T> choices) {
    List<T> chosen = new ArrayList<>();
    for (String word : words(name)) {
      T choice = choice(name, word, choices);
      if (choice != null && !chosen.contains(choice)) {
        chosen.add(choice);
      }
    }
    return chosen;
  }

  /** What the parser makes of each value; it says in an exception's message what is wrong. */
  <T> List<T> parsed(String name, Function<String, T> parser) {
    List<T> parsed = new ArrayList<>();
    for (String value : list(name)) {
      try {
        parsed.add(parser.apply(value));
      } catch (IllegalArgumentException e) {
        fault(name, "'" + shortened(value) + "' " + e.getMessage());
      }
    }
    return parsed;
  }

  /** As {@link #parsed}, for a parameter that may be given once; absent when not or faulty. */
  <T> @Nullable T parsedOrNull(String name, Function<String, T> parser) {
    text(name);
    List<T> parsed = parsed(name, parser);
    return parsed.isEmpty() ? null : parsed.getFirst();
  }

  private <T> @Nullable T choice(String name, String word, Map<String, T> choices) {
    T choice = choices.get(word);
    if (choice == null) {
      List<String> sorted = choices.keySet().stream().sorted().toList();
      fault(name, "'" + shortened(word) + "' is none of " + String.join(", ", sorted));
    }
    return choice;
  }

  private static boolean isLong(String digits) {
    return new BigInteger(digits).bitLength() < Long.SIZE;
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
