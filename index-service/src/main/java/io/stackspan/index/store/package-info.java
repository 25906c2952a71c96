/**
 * Lucene shards on disk: documents, writers, readers, checkpoints. Uses Lucene and the messages;
 * knows neither Kafka nor HTTP.
 */
@NullMarked
package io.stackspan.index.store;

import org.jspecify.annotations.NullMarked;
