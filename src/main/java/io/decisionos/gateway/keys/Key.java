package io.decisionos.gateway.keys;

import java.time.Duration;
import java.time.Instant;

/**
 * A key whose material is at hand. Immutable; shows no material.
 *
 * @param reach what it counts for
 */
public record Key(KeyId id, Algorithm algorithm, Lifetime lifetime, Reach reach, KeyText text) {

  /** How messages name it. */
  public String kid() {
    return id.kid();
  }

  /** Whether what it has signed counts. */
  public boolean countsAt(Instant now, Duration leeway) {
    return lifetime.countsAt(now, leeway);
  }

  /** Whether another is this key and counts for the same, whatever its times are. */
  public boolean isSameAs(Key other) {
    return id.equals(other.id)
        && algorithm == other.algorithm
        && reach.equals(other.reach)
        && text.equals(other.text);
  }
}
