/**
 * Installs everything that is woven into the application's JVM. Lives in the agent's own loader.
 *
 * <p>{@code jdk} changes the JDK's executors, {@code advice} is copied into library methods, {@code
 * bootstrap} is what both call; {@code servlet}, {@code httpserver}, {@code httpclient} and {@code
 * jdbc} hold the interceptors, defined once per application loader by an {@link
 * io.stackspan.agent.instrument.InstrumentationLoader}.
 */
@NullMarked
package io.stackspan.agent.instrument;

import org.jspecify.annotations.NullMarked;
