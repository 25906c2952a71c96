/**
 * Interceptors of servlet containers, {@code javax} and {@code jakarta}. Defined once per
 * application loader; sees the library and {@code context}.
 */
@NullMarked
package io.stackspan.agent.instrument.servlet;

import org.jspecify.annotations.NullMarked;
