/**
 * What woven code calls: hooks of the JDK's executors and the way to the interceptors of libraries.
 *
 * <p>Loaded by the bootstrap class loader beside {@code io.stackspan.agent.context}. Only {@code
 * java.base}, no lambdas (they would run JDK code that is itself hooked), no logging, and nothing
 * that throws into the code it is woven into.
 */
@NullMarked
package io.stackspan.agent.instrument.bootstrap;

import org.jspecify.annotations.NullMarked;
