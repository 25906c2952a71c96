package io.stackspan.query.finding;

import io.stackspan.query.model.Dump;
import io.stackspan.query.model.FindingKind;
import io.stackspan.query.model.LockWait;
import io.stackspan.query.model.Span;
import org.jspecify.annotations.Nullable;

/** The thread waits for something that nobody is known to hold: a future, a queue, a signal. */
final class WaitingRule implements CauseRule {
  @Override
  public @Nullable Cause causeOrNull(Span span, Dump dump) {
    if (!dump.state().equals("WAITING") && !dump.state().equals("TIMED_WAITING")) {
      return null;
    }
    LockWait wait = dump.waitingOn();
    String lockClass = wait == null ? "" : wait.lockClass();
    return new Cause(
        FindingKind.WAITING,
        lockClass,
        dump.state() + (lockClass.isEmpty() ? "" : " on " + lockClass),
        Frames.place(dump.frames()));
  }
}
