package io.stackspan.query.model;

import org.jspecify.annotations.Nullable;

/**
 * What a thread waited for.
 *
 * @param lockClass empty when there is no object, as for a sleep
 * @param identityHash lower-hex, without leading zeros
 * @param owner absent when nobody holds it, or when it cannot have an owner
 */
public record LockWait(
    String lockClass, String identityHash, LockKind kind, @Nullable LockOwner owner) {}
