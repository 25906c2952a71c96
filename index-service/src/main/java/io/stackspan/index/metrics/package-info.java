/** Every meter of the index service. Uses nothing of ours. */
@NullMarked
package io.stackspan.index.metrics;

import org.jspecify.annotations.NullMarked;
