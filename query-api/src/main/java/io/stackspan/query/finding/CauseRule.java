package io.stackspan.query.finding;

import io.stackspan.query.model.Dump;
import io.stackspan.query.model.Span;
import org.jspecify.annotations.Nullable;

/** Sees one kind of cause in a dump. Pure. */
@FunctionalInterface
interface CauseRule {
  /** Absent when the dump shows something else. */
  @Nullable Cause causeOrNull(Span span, Dump dump);
}
