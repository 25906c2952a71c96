/**
 * What an application may say and ask about the trace that it works for. Without the agent every
 * call does nothing and every answer is empty, so the calls can stay in the code.
 *
 * <p>The agent recognises these types by their names; they know nothing of the agent.
 */
@NullMarked
package io.stackspan.toolkit;

import org.jspecify.annotations.NullMarked;
