package io.stackspan.query.model;

import java.util.List;

/** Names that exist, sorted. */
public record Values(List<String> values, Completeness completeness) {
  public Values {
    values = List.copyOf(values);
  }
}
