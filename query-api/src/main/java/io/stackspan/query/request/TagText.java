package io.stackspan.query.request;

import io.stackspan.proto.v1.TagCondition;
import io.stackspan.proto.v1.TagOperator;
import java.util.regex.Pattern;

/**
 * Tag conditions: {@code key} exists, {@code key:value} equals, {@code key:val*} prefix, {@code
 * key:>5}, {@code key:>=5}, {@code key:<5}, {@code key:<=5} compare numbers. The first colon ends
 * the key. Pure.
 */
final class TagText {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

  private TagText() {}

  static TagCondition parse(String text) {
    int colon = text.indexOf(':');
    String key = colon < 0 ? text : text.substring(0, colon);
    if (key.isBlank()) {
      throw new IllegalArgumentException("has no key before the colon");
    }
    if (colon < 0) {
      return condition(key, TagOperator.TAG_EXISTS, "");
    }
    String value = text.substring(colon + 1);
    if (value.isEmpty()) {
      throw new IllegalArgumentException("has no value; the key alone means that the tag exists");
    }
    return valued(key, value);
  }

  private static TagCondition valued(String key, String value) {
    if (value.startsWith(">=")) {
      return number(key, TagOperator.TAG_GREATER_OR_EQUAL, value.substring(2));
    }
    if (value.startsWith("<=")) {
      return number(key, TagOperator.TAG_LESS_OR_EQUAL, value.substring(2));
    }
    if (value.startsWith(">")) {
      return number(key, TagOperator.TAG_GREATER, value.substring(1));
    }
    if (value.startsWith("<")) {
      return number(key, TagOperator.TAG_LESS, value.substring(1));
    }
    if (value.equals("*")) {
      return condition(key, TagOperator.TAG_EXISTS, "");
    }
    if (value.endsWith("*")) {
      return condition(key, TagOperator.TAG_PREFIX, value.substring(0, value.length() - 1));
    }
    return condition(key, TagOperator.TAG_EQUALS, value);
  }

  private static TagCondition number(String key, TagOperator operator, String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("compares with something that is no number");
    }
    return condition(key, operator, text);
  }

  private static TagCondition condition(String key, TagOperator operator, String value) {
    return TagCondition.newBuilder().setKey(key).setOperator(operator).setValue(value).build();
  }
}
