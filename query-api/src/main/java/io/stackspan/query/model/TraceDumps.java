package io.stackspan.query.model;

import java.util.List;

/** The dumps of a trace, by time. */
public record TraceDumps(String traceId, List<Dump> dumps, Completeness completeness) {
  public TraceDumps {
    dumps = List.copyOf(dumps);
  }
}
