package io.stackspan.query.finding;

import io.stackspan.query.model.FindingKind;

/**
 * Why a thread did not go on at the instant of one dump. Causes of equal kind and subject make one
 * finding.
 *
 * @param subject what it has in common with the same cause at other instants, such as the lock
 * @param what for people: {@code BLOCKED on com.acme.Stock}
 * @param place for people, may differ between instants: {@code held by worker-3 in
 *     Stock.reserve:88}; may be empty
 */
record Cause(FindingKind kind, String subject, String what, String place) {}
