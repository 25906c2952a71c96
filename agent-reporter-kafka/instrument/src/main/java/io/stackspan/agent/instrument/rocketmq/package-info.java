/**
 * Interceptors of the RocketMQ remoting clients 4.9 and 5. Defined once per application loader;
 * sees the library and {@code context}.
 */
@NullMarked
package io.stackspan.agent.instrument.rocketmq;

import org.jspecify.annotations.NullMarked;
