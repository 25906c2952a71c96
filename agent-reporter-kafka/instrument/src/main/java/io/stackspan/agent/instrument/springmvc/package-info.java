/**
 * Interceptors of Spring MVC. Defined once per application loader; sees the library and {@code
 * context}.
 */
@NullMarked
package io.stackspan.agent.instrument.springmvc;

import org.jspecify.annotations.NullMarked;
