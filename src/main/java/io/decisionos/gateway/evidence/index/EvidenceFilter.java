package io.decisionos.gateway.evidence.index;

import java.util.Optional;

/**
 * Which entries an answer is about. Immutable.
 *
 * @param unowned whether only those that are nobody's; they are shown to operators alone
 */
public record EvidenceFilter(Optional<Tier> tier, Optional<Boolean> tampered, boolean unowned) {
  public static final EvidenceFilter ALL = new EvidenceFilter(Optional.empty(), Optional.empty());

  /** A filter by what the files are, whoever owns them. */
  public EvidenceFilter(Optional<Tier> tier, Optional<Boolean> tampered) {
    this(tier, tampered, false);
  }

  /** The same for what is nobody's. */
  public EvidenceFilter ofNobody() {
    return new EvidenceFilter(tier, tampered, true);
  }

  boolean admits(Tier someTier, boolean isTampered) {
    return tier.map(someTier::equals).orElse(true)
        && tampered.map(wanted -> wanted == isTampered).orElse(true);
  }
}
