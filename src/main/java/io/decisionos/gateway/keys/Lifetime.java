package io.decisionos.gateway.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an operator has said of a key, and what follows from it at each moment. Times move a key on
 * by themselves and never back: a later moment never has an earlier state. Immutable.
 *
 * @param declared the state that is written down
 * @param notBefore from when on the key is active
 * @param notAfter from when on it is in grace
 * @param graceUntil from when on it is retired; if absent, from {@code notAfter} on
 */
public record Lifetime(
    KeyState declared,
    Optional<Instant> notBefore,
    Optional<Instant> notAfter,
    Optional<Instant> graceUntil) {

  /** A change of state that time alone will bring. */
  public record Change(KeyState to, Instant at) {}

  /** A key of which nothing but its state is said. */
  public static Lifetime of(KeyState declared) {
    return new Lifetime(declared, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The state in effect. */
  public KeyState stateAt(Instant now) {
    if (declared == KeyState.RETIRED || hasCome(end(), now)) {
      return KeyState.RETIRED;
    }
    if (declared == KeyState.GRACE || hasCome(notAfter, now)) {
      return KeyState.GRACE;
    }
    boolean begun = notBefore.isPresent() ? hasCome(notBefore, now) : declared != KeyState.PENDING;
    return begun ? KeyState.ACTIVE : KeyState.PENDING;
  }

  /**
   * Whether what the key has signed counts. A pending key counts a little before its time, as the
   * clocks of those who sign differ from ours.
   *
   * @param leeway by how much clocks may differ
   */
  public boolean countsAt(Instant now, Duration leeway) {
    return switch (stateAt(now)) {
      case ACTIVE, GRACE -> true;
      case PENDING -> notBefore.isPresent() && hasCome(notBefore, now.plus(leeway));
      case RETIRED -> false;
    };
  }

  /** When the key is retired by time. */
  public Optional<Instant> end() {
    return graceUntil.or(() -> notAfter);
  }

  /** The next change of state; empty if time brings none any more. */
  public Optional<Change> nextChange(Instant now) {
    KeyState state = stateAt(now);
    return Stream.of(notBefore, notAfter, graceUntil)
        .flatMap(Optional::stream)
        .filter(now::isBefore)
        .sorted()
        .map(at -> new Change(stateAt(at), at))
        .filter(change -> change.to() != state)
        .findFirst();
  }

  private static boolean hasCome(Optional<Instant> moment, Instant now) {
    return moment.isPresent() && !now.isBefore(moment.get());
  }
}
