package io.stackspan.query.finding;

import io.stackspan.query.model.Dump;
import io.stackspan.query.model.FindingKind;
import io.stackspan.query.model.LockKind;
import io.stackspan.query.model.LockWait;
import io.stackspan.query.model.Span;
import org.jspecify.annotations.Nullable;

/** The thread reads from or writes to a socket or file: RUNNABLE for Java, idle in truth. */
final class IoWaitRule implements CauseRule {
  @Override
  public @Nullable Cause causeOrNull(Span span, Dump dump) {
    String subject = Frames.ioOrNull(dump.frames());
    LockWait wait = dump.waitingOn();
    if (subject == null && wait != null && wait.kind() == LockKind.IO) {
      subject = "input or output";
    }
    return subject == null
        ? null
        : new Cause(
            FindingKind.IO_WAIT, subject, "waiting for " + subject, Frames.place(dump.frames()));
  }
}
