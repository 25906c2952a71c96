/**
 * The Kafka side of a deployment: a real broker inside the JVM for standalone mode and integration
 * tests, and the topics with their recommended settings for any broker.
 */
@NullMarked
package io.stackspan.broker;

import org.jspecify.annotations.NullMarked;
