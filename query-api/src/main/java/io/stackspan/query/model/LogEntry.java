package io.stackspan.query.model;

import java.util.List;

/**
 * Something that a span noted while it was open.
 *
 * @param timeMicros since the epoch
 */
public record LogEntry(long timeMicros, List<Tag> fields) {
  public LogEntry {
    fields = List.copyOf(fields);
  }
}
