/**
 * Everything in one JVM for one machine: the broker, the stream-processor, the index-service and
 * the query-api, started and closed in the right order. May use every other part; nothing uses it.
 */
@NullMarked
package io.stackspan.standalone;

import org.jspecify.annotations.NullMarked;
