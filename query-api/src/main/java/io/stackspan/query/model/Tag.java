package io.stackspan.query.model;

/** A key and a value, of a span's tags or of a log entry. */
public record Tag(String key, String value) {}
