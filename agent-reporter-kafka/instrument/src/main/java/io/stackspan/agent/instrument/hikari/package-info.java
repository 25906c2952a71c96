/**
 * Interceptors of the HikariCP connection pool. Defined once per application loader; sees the
 * library and {@code context}.
 */
@NullMarked
package io.stackspan.agent.instrument.hikari;

import org.jspecify.annotations.NullMarked;
