package io.stackspan.toolkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts an argument or the result of a method on its span: the one that {@link Trace} makes, or else
 * the one that is active when the method is called. At most 16 tags a method.
 */
@Documented
@Repeatable(Tags.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Tag {
  /** Name of the tag, at most 256 characters. */
  String key();

  /**
   * Where the value is: {@code arg[0]} (the first argument) or {@code returnedObj}, then at most
   * eight steps such as {@code .name} and {@code [2]}.
   *
   * <ul>
   *   <li>{@code .name} is the entry of a {@code Map}, or {@code getName()}, {@code isName()},
   *       {@code name()} or a field {@code name}, if it is public;
   *   <li>{@code [2]} is the element of a {@code List} or an array.
   * </ul>
   *
   * What cannot be read gives no tag. The text is cut at 2,048 characters, collections after 16
   * elements. Getters and {@code toString} are called during the request: name cheap ones.
   */
  String value();
}
