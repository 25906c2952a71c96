package io.stackspan.query.trace;

import io.stackspan.query.model.Dump;
import io.stackspan.query.model.Span;
import java.util.List;

/**
 * What the records of a trace hold.
 *
 * @param segmentCount segments that have come
 * @param spans by start; of equal starts, parents before children
 * @param dumps by time
 */
public record AssembledTrace(int segmentCount, List<Span> spans, List<Dump> dumps) {
  public AssembledTrace {
    spans = List.copyOf(spans);
    dumps = List.copyOf(dumps);
  }
}
