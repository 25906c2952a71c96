package io.stackspan.toolkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a span of its own of each call of a method, static ones and private ones too. An exception
 * that leaves the method marks the span as failed. Called outside a trace, the method begins one.
 *
 * <p>Not inherited: it counts where it is written, not in overriding methods.
 *
 * <pre>{@code
 * @Trace(operationName = "Till.pay")
 * @Tag(key = "customer", value = "arg[0].name")
 * Receipt pay(Customer customer) { … }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Trace {
  /**
   * Name of the span, at most 512 characters; the same for all calls, so without ids in it. Empty:
   * class and method, as in {@code com.acme.Till.pay}.
   */
  String operationName() default "";
}
