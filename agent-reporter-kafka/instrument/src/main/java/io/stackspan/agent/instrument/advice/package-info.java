/** Code that Byte Buddy copies into library methods: one call into the bootstrap loader each. */
@NullMarked
package io.stackspan.agent.instrument.advice;

import org.jspecify.annotations.NullMarked;
