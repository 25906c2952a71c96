package io.stackspan.index.store;

/**
 * How large the index is.
 *
 * @param documents searchable ones, of all kinds
 * @param bytes on disk, files of running merges included
 */
public record IndexSize(int shards, long documents, long bytes) {}
