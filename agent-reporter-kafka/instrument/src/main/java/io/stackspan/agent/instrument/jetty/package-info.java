/**
 * Interceptors of Jetty 12 and later. Defined once per application loader; sees the library and
 * {@code context}.
 */
@NullMarked
package io.stackspan.agent.instrument.jetty;

import org.jspecify.annotations.NullMarked;
