package io.decisionos.gateway.evidence.keep;

import java.time.Duration;
import java.util.Optional;

/**
 * How long one tenant's evidence is kept. Immutable.
 *
 * @param wip the age at which a document in progress may go; empty: never
 * @param locked the age at which a locked document may go, counted from its locking; empty: never
 * @param keepMin so many of the newest documents never go
 * @param lockAfter the age at which a document in progress is locked by itself; empty: never
 */
public record Policy(
    Optional<Duration> wip, Optional<Duration> locked, long keepMin, Optional<Duration> lockAfter) {
  private static final int DAY_SECONDS = 86_400;

  static Policy of(long wipDays, long lockedDays, long keepMin, long lockAfterHours) {
    return new Policy(
        Optional.of(Duration.ofSeconds(wipDays * DAY_SECONDS)).filter(Policy::isSet),
        Optional.of(Duration.ofSeconds(lockedDays * DAY_SECONDS)).filter(Policy::isSet),
        keepMin,
        Optional.of(Duration.ofHours(lockAfterHours)).filter(Policy::isSet));
  }

  private static boolean isSet(Duration age) {
    return !age.isZero();
  }
}
