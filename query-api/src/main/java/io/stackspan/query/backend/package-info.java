/** Where traces come from: the store and its client over HTTP to the index services. */
@NullMarked
package io.stackspan.query.backend;

import org.jspecify.annotations.NullMarked;
