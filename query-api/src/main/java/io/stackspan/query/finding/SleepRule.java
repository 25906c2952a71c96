package io.stackspan.query.finding;

import io.stackspan.query.model.Dump;
import io.stackspan.query.model.FindingKind;
import io.stackspan.query.model.LockKind;
import io.stackspan.query.model.LockWait;
import io.stackspan.query.model.Span;
import org.jspecify.annotations.Nullable;

/** The thread sleeps. */
final class SleepRule implements CauseRule {
  @Override
  public @Nullable Cause causeOrNull(Span span, Dump dump) {
    LockWait wait = dump.waitingOn();
    boolean sleeps =
        wait != null && wait.kind() == LockKind.SLEEP || Frames.isSleeping(dump.frames());
    return sleeps
        ? new Cause(FindingKind.SLEEP, "", "sleeping", Frames.place(dump.frames()))
        : null;
  }
}
