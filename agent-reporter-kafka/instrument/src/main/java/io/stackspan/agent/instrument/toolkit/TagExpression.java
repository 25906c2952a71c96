package io.stackspan.agent.instrument.toolkit;

import io.stackspan.agent.context.AbstractSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of a {@code @Tag}: {@code arg[0]} or {@code returnedObj}, then steps such as {@code
 * .name} and {@code [2]}. Reading never throws; what cannot be read gives no tag. Immutable; any
 * thread.
 */
final class TagExpression {
  private static final int MAX_STEPS = 8;
  private static final int RESULT = -1;
  private static final Pattern ROOT = Pattern.compile("arg\\[(\\d{1,3})\\]|returnedObj");
  private static final Pattern STEP =
      Pattern.compile(
          "\\.(\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)|\\[(\\d{1,9})\\]");

  /**
   * Set while a value is read: a getter or {@code toString} that is itself annotated must not read
   * again, for ever.
   */
  private static final ThreadLocal<Boolean> READING = new ThreadLocal<>();

  private final String key;
  private final int argument;
  private final List<Step> steps;

  private TagExpression(String key, int argument, List<Step> steps) {
    this.key = key;
    this.argument = argument;
    this.steps = steps;
  }

  /** Null: not a value that can be read. */
  static @Nullable TagExpression parseOrNull(String key, String value) {
    Matcher root = ROOT.matcher(value);
    if (key.isEmpty() || !root.lookingAt()) {
      return null;
    }
    List<Step> steps = new ArrayList<>();
    Matcher step = STEP.matcher(value);
    int position = root.end();
    while (position < value.length()) {
      step.region(position, value.length());
      if (steps.size() == MAX_STEPS || !step.lookingAt()) {
        return null;
      }
      steps.add(
          step.group(1) != null
              ? new PropertyStep(step.group(1))
              : new IndexStep(Integer.parseInt(step.group(2))));
      position = step.end();
    }
    int argument = root.group(1) == null ? RESULT : Integer.parseInt(root.group(1));
    return new TagExpression(key, argument, steps);
  }

  boolean isOfResult() {
    return argument == RESULT;
  }

  void tagArgument(AbstractSpan span, @Nullable Object[] arguments) {
    if (argument < arguments.length) {
      tagResult(span, arguments[argument]);
    }
  }

  /** Tags with what the steps lead to from a value. */
  void tagResult(AbstractSpan span, @Nullable Object value) {
    if (value == null || READING.get() != null) {
      return;
    }
    READING.set(Boolean.TRUE);
    try {
      Object reached = value;
      for (int i = 0; i < steps.size() && reached != null; i++) {
        reached = steps.get(i).read(reached);
      }
      if (reached != null) {
        span.tag(key, ShortText.of(reached));
      }
    } catch (Throwable e) {
      // The application's code in a getter or in toString: its failure there is not ours to report.
    } finally {
      READING.remove();
    }
  }
}
