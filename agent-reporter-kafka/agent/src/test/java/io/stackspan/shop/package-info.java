/**
 * An application of somebody else's, for child JVMs: it knows the toolkit and nothing of the agent,
 * and lies outside the agent's package, whose classes are never woven.
 */
package io.stackspan.shop;
