/**
 * Interceptors of Apache HttpClient 4 and 5. Defined once per application loader; sees the library
 * and {@code context}.
 */
@NullMarked
package io.stackspan.agent.instrument.apachehttp;

import org.jspecify.annotations.NullMarked;
