/** The HTTP API and the page over the index services: configuration, wiring, life. */
@NullMarked
package io.stackspan.query;

import org.jspecify.annotations.NullMarked;
