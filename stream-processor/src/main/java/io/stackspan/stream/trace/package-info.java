/**
 * Rules of joining, pure: which records are usable, what is kept of them, how a summary is computed
 * from what is kept, when it is due. Knows messages and state, but not Kafka.
 */
@NullMarked
package io.stackspan.stream.trace;

import org.jspecify.annotations.NullMarked;
