package io.decisionos.gateway.evidence;

import java.util.Optional;

/** Which entries an answer is about. Immutable. */
public record EvidenceFilter(Optional<Tier> tier, Optional<Boolean> tampered) {
  public static final EvidenceFilter ALL = new EvidenceFilter(Optional.empty(), Optional.empty());

  boolean admits(Tier someTier, boolean isTampered) {
    return tier.map(someTier::equals).orElse(true)
        && tampered.map(wanted -> wanted == isTampered).orElse(true);
  }
}
