/**
 * The service that a browser asks: embedded Tomcat, with one endpoint for each way to be slow.
 * Knows nothing of Stackspan; the agent alone makes it visible.
 */
@NullMarked
package io.stackspan.demo.shop;

import org.jspecify.annotations.NullMarked;
