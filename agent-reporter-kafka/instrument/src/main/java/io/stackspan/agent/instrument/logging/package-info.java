/**
 * Interceptors that put the trace id among the context values of log events. Defined once per
 * application loader; sees the library and {@code context}.
 */
@NullMarked
package io.stackspan.agent.instrument.logging;

import org.jspecify.annotations.NullMarked;
