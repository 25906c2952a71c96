package io.stackspan.query.finding;

import io.stackspan.query.model.Dump;
import io.stackspan.query.model.FindingKind;
import io.stackspan.query.model.LockOwner;
import io.stackspan.query.model.LockWait;
import io.stackspan.query.model.Span;
import org.jspecify.annotations.Nullable;

/** Another thread holds what this one wants: a monitor, or a synchronizer with an owner. */
final class LockContentionRule implements CauseRule {
  @Override
  public @Nullable Cause causeOrNull(Span span, Dump dump) {
    LockWait wait = dump.waitingOn();
    LockOwner owner = wait == null ? null : wait.owner();
    boolean blocked = dump.state().equals("BLOCKED");
    boolean ownedByAnother = owner != null && owner.threadId() != dump.thread().id();
    if (!blocked && !ownedByAnother) {
      return null;
    }
    String lockClass = wait == null ? "" : wait.lockClass();
    String subject = wait == null ? "" : lockClass + '@' + wait.identityHash();
    String what = dump.state() + (lockClass.isEmpty() ? " on a monitor" : " on " + lockClass);
    return new Cause(FindingKind.LOCK_CONTENTION, subject, what, place(dump, owner));
  }

  private static String place(Dump dump, @Nullable LockOwner owner) {
    if (owner == null) {
      return Frames.place(dump.frames());
    }
    StringBuilder place = new StringBuilder("held by ").append(owner.threadName());
    String where = Frames.place(owner.frames());
    if (!where.isEmpty()) {
      place.append(' ').append(where);
    }
    if (owner.traceId() != null) {
      place.append(", which was serving trace ").append(owner.traceId());
    }
    return place.toString();
  }
}
