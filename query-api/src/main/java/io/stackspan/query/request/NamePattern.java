package io.stackspan.query.request;

/**
 * Conditions on names in code: {@code com.acme.Stock.reserve}, {@code reserve}, {@code
 * com.acme.Stock}, or a prefix that ends in {@code *}. A star elsewhere would make the index read
 * all its names. Pure.
 */
final class NamePattern {
  private NamePattern() {}

  static String parse(String text) {
    int star = text.indexOf('*');
    if (star == 0) {
      throw new IllegalArgumentException("has nothing before the *");
    }
    if (star > 0 && star != text.length() - 1) {
      throw new IllegalArgumentException("has a * that is not at the end");
    }
    if (text.isBlank() || text.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("is not the name of a class or method");
    }
    return text;
  }
}
