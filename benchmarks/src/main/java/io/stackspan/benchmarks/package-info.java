/**
 * What tracing costs. Each {@code XxxBenchmark} is a JMH benchmark; the requests that they trace
 * are in {@code XxxRequest}, the same for every tracer. Start reading at {@link
 * io.stackspan.benchmarks.RequestBenchmark}.
 */
@NullMarked
package io.stackspan.benchmarks;

import org.jspecify.annotations.NullMarked;
