package io.stackspan.query.request;

/** One thing wrong with a request: where, and what would be right. */
public record Fault(String parameter, String message) {}
