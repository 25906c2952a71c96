package io.stackspan.query.model;

/**
 * A parent span in another segment.
 *
 * @param traceId the parent's trace, which may be another one
 * @param parentSpanId global id
 */
public record SpanReference(
    ReferenceType type,
    String traceId,
    String parentSpanId,
    String parentSegmentId,
    String parentService,
    String parentInstance,
    String parentEndpoint) {}
