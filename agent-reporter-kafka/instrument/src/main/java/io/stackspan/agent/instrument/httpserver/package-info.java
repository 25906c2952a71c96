/**
 * Interceptors of {@code com.sun.net.httpserver}. Defined once per application loader; sees the
 * library and {@code context}.
 */
@NullMarked
package io.stackspan.agent.instrument.httpserver;

import org.jspecify.annotations.NullMarked;
