/**
 * The service that the shop asks: JDK {@code HttpServer} and an H2 database. Knows nothing of
 * Stackspan; the agent alone makes it visible.
 */
@NullMarked
package io.stackspan.demo.stock;

import org.jspecify.annotations.NullMarked;
