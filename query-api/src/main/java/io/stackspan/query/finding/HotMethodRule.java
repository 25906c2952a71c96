package io.stackspan.query.finding;

import io.stackspan.query.model.Dump;
import io.stackspan.query.model.FindingKind;
import io.stackspan.query.model.Span;
import io.stackspan.query.model.StackFrame;
import org.jspecify.annotations.Nullable;

/** The thread runs. One such dump says nothing; the same method in several says where. */
final class HotMethodRule implements CauseRule {
  @Override
  public @Nullable Cause causeOrNull(Span span, Dump dump) {
    StackFrame frame = Frames.applicationOrNull(dump.frames());
    if (!dump.state().equals("RUNNABLE") || frame == null) {
      return null;
    }
    String method = frame.className() + '.' + frame.method();
    return new Cause(FindingKind.HOT_METHOD, method, "running " + method, "");
  }
}
