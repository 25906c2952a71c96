/**
 * Interceptors of JDBC drivers and of the pools in front of them. Defined once per application
 * loader; sees the library and {@code context}.
 */
@NullMarked
package io.stackspan.agent.instrument.jdbc;

import org.jspecify.annotations.NullMarked;
