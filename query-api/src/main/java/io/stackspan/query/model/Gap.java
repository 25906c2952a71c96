package io.stackspan.query.model;

/**
 * Records that the log no longer had when the index wanted them.
 *
 * @param toOffset exclusive
 */
public record Gap(String topic, int partition, long fromOffset, long toOffset) {}
