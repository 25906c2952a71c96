/** From requests to Lucene queries and back: search, fetch, suggestions. Knows no HTTP. */
@NullMarked
package io.stackspan.index.search;

import org.jspecify.annotations.NullMarked;
