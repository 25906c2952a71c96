/**
 * The stream processor as a process: settings, start and stop, health and metrics over HTTP. Start
 * reading at {@link io.stackspan.stream.StreamProcessorMain}.
 */
@NullMarked
package io.stackspan.stream;

import org.jspecify.annotations.NullMarked;
