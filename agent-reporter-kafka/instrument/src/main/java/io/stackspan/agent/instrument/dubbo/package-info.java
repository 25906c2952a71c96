/**
 * Interceptors of Apache Dubbo 2.7 and 3. Defined once per application loader; sees the library and
 * {@code context}.
 */
@NullMarked
package io.stackspan.agent.instrument.dubbo;

import org.jspecify.annotations.NullMarked;
