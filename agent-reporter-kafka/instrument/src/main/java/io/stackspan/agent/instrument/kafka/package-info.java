/**
 * Interceptors of the Kafka clients 2 to 4. Defined once per application loader; sees the library
 * and {@code context}. The agent's own client lives in the agent's loader and is not instrumented.
 */
@NullMarked
package io.stackspan.agent.instrument.kafka;

import org.jspecify.annotations.NullMarked;
