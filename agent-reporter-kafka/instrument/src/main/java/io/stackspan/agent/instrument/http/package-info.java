/**
 * What interceptors of HTTP libraries have in common: how their spans are named and described.
 * Defined once per application loader; sees the library and {@code context}.
 */
@NullMarked
package io.stackspan.agent.instrument.http;

import org.jspecify.annotations.NullMarked;
