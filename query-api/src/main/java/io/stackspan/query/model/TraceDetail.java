package io.stackspan.query.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * One trace, whole.
 *
 * @param spans by start; of equal starts, parents before children
 * @param dumps by time
 * @param findings the one that explains most comes first
 */
public record TraceDetail(
    @JsonUnwrapped TraceOverview overview,
    List<Span> spans,
    List<Dump> dumps,
    List<Finding> findings,
    Completeness completeness) {
  public TraceDetail {
    spans = List.copyOf(spans);
    dumps = List.copyOf(dumps);
    findings = List.copyOf(findings);
  }
}
