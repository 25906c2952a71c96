/**
 * Interceptors of the JDK's {@code HttpURLConnection}. Defined once per application loader; sees
 * the library and {@code context}.
 */
@NullMarked
package io.stackspan.agent.instrument.httpurlconnection;

import org.jspecify.annotations.NullMarked;
