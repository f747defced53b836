package io.decisionos.gateway.evidence.keep;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * A file of a tenant as the rules see it. Immutable.
 *
 * @param since what its age is counted from: its locking if it is locked, else its last change
 * @param archived whether nothing more has to be archived of it
 */
record Filed(EvidenceEntry entry, Instant since, boolean held, boolean archived) {
  /** The newest first, of equal ones the greater path. */
  static final Comparator<Filed> NEWEST =
      Comparator.comparing((Filed file) -> file.entry.modifiedAt())
          .thenComparing(file -> file.entry.path())
          .reversed();

  boolean isLocked() {
    return entry.tier() == Tier.LOCKED;
  }

  Duration age(Instant now) {
    return Duration.between(since, now);
  }
}
