package io.stackspan.query.finding;

import io.stackspan.query.model.Dump;
import io.stackspan.query.model.FindingKind;
import io.stackspan.query.model.Span;
import io.stackspan.query.model.SpanKind;
import io.stackspan.query.model.SpanLayer;
import org.jspecify.annotations.Nullable;

/**
 * The thread waits within an exit span: the time passes on the other side. A thread that computes
 * there, such as an embedded database, is left to other rules.
 */
final class OtherServiceRule implements CauseRule {
  @Override
  public @Nullable Cause causeOrNull(Span span, Dump dump) {
    boolean waits = !dump.state().equals("RUNNABLE") || Frames.ioOrNull(dump.frames()) != null;
    if (span.kind() != SpanKind.EXIT || !waits || Frames.isSleeping(dump.frames())) {
      return null;
    }
    String side = span.layer() == SpanLayer.DATABASE ? "the database" : "another service";
    String peer = span.peer() == null ? "" : " at " + span.peer();
    return new Cause(
        FindingKind.OTHER_SERVICE, "", "waiting for " + side + peer, "in " + span.operation());
  }
}
