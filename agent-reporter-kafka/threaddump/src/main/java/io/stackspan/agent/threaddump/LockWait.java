package io.stackspan.agent.threaddump;

import org.jspecify.annotations.Nullable;

/** What a thread waits for. Immutable. */
public final class LockWait {
  private final LockKind kind;
  private final String lockClass;
  private final int identityHash;
  private final @Nullable LockOwner owner;

  /**
   * @param lockClass empty: no lock, or not known which
   * @param owner null: nobody owns it, it can have no single owner, or it is not known
   */
  public LockWait(LockKind kind, String lockClass, int identityHash, @Nullable LockOwner owner) {
    this.kind = kind;
    this.lockClass = lockClass;
    this.identityHash = identityHash;
    this.owner = owner;
  }

  public LockKind kind() {
    return kind;
  }

  /** Such as {@code java.lang.Object}; empty for sleep and I/O. */
  public String lockClass() {
    return lockClass;
  }

  /** {@link System#identityHashCode} of the lock; 0 without one. */
  public int identityHash() {
    return identityHash;
  }

  /** Null for what has no single owner: read locks, semaphores, latches, conditions. */
  public @Nullable LockOwner owner() {
    return owner;
  }
}
