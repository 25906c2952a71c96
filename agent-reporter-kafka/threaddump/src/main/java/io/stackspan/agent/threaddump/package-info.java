/**
 * Dumps of the threads that work for flagged requests. The {@link io.stackspan.agent.context.Slot}s
 * say which threads those are; one daemon thread reads them on a schedule and within a budget, and
 * puts {@link io.stackspan.agent.threaddump.ThreadSample}s into the requests' tickets.
 *
 * <p>Uses the agent's context, {@code java.management} and, if there, {@code jdk.management};
 * nothing of the latter two before the first thread is watched.
 */
@NullMarked
package io.stackspan.agent.threaddump;

import org.jspecify.annotations.NullMarked;
