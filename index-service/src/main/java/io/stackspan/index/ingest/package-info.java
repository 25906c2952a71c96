/** From Kafka into the store: reading, poison records, positions, commits. */
@NullMarked
package io.stackspan.index.ingest;

import org.jspecify.annotations.NullMarked;
