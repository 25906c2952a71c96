/**
 * Interceptors of Jakarta Servlet containers. Defined once per application loader; sees the library
 * and {@code context}.
 */
@NullMarked
package io.stackspan.agent.instrument.servlet;

import org.jspecify.annotations.NullMarked;
