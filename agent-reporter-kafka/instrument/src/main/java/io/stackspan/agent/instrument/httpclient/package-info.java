/**
 * Interceptors of {@code java.net.http}. Defined once per application loader; sees the library and
 * {@code context}.
 */
@NullMarked
package io.stackspan.agent.instrument.httpclient;

import org.jspecify.annotations.NullMarked;
