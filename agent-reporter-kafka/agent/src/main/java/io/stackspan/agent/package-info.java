/**
 * Where the agent starts: {@link io.stackspan.agent.StackspanAgent} is what the application's
 * loader sees, the rest of the package lives in the agent's isolated loader and wires the parts by
 * hand.
 */
@NullMarked
package io.stackspan.agent;

import org.jspecify.annotations.NullMarked;
