package io.decisionos.gateway.rotation;

import io.decisionos.gateway.keys.KeyEntry;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.Keyset;
import io.decisionos.gateway.keys.Lifetime;
import io.decisionos.gateway.keys.RemoteShelf;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a keyset stands at a moment. Immutable.
 *
 * @param states how many keys are in each state
 * @param next the next change that time will bring
 * @param source how far what was had of remote sources is behind
 */
public record KeysetStanding(
    Keyset keyset,
    Map<KeyState, Integer> states,
    Optional<Next> next,
    SourceStanding source,
    List<Finding> findings) {

  /** A change of a key that time will bring. */
  public record Next(String kid, KeyState to, Instant at, long daysLeft) {}

  /** Likewise, of one whose material was not asked for. */
  public static KeysetStanding of(Keyset keyset, Instant now) {
    return of(keyset, SourceStanding.NONE, now);
  }

  /** How it stands, with what was had of remote sources. */
  static KeysetStanding of(Keyset keyset, RemoteShelf shelf, Instant now) {
    return of(keyset, SourceStanding.of(keyset, shelf, now), now);
  }

  private static KeysetStanding of(Keyset keyset, SourceStanding source, Instant now) {
    Map<KeyState, Integer> states = new EnumMap<>(KeyState.class);
    for (KeyState state : KeyState.values()) {
      states.put(state, 0);
    }
    keyset.keys().forEach(key -> states.merge(key.lifetime().stateAt(now), 1, Integer::sum));
    List<Finding> findings =
        Stream.concat(source.findings().stream(), findings(keyset, now).stream()).toList();
    return new KeysetStanding(keyset, states, next(keyset, now), source, findings);
  }

  private static Optional<Next> next(Keyset keyset, Instant now) {
    return keyset.keys().stream()
        .flatMap(
            key ->
                key
                    .lifetime()
                    .nextChange(now)
                    .map(at -> new Next(key.kid(), at.to(), at.at(), days(now, at.at())))
                    .stream())
        .min(Comparator.comparing(Next::at).thenComparing(Next::kid));
  }

  private static List<Finding> findings(Keyset keyset, Instant now) {
    return keyset.keys().stream().flatMap(key -> finding(keyset, key, now).stream()).toList();
  }

  private static Optional<Finding> finding(Keyset keyset, KeyEntry key, Instant now) {
    Optional<Instant> end = endOfSigning(key);
    if (end.isEmpty() || key.lifetime().declared() == KeyState.RETIRED) {
      return Optional.empty();
    }
    Optional<Instant> successor = beginOfSuccessor(keyset, key, now);
    long left = days(now, end.get());
    if (successor.isEmpty()) {
      Instant warned = now.plus(Duration.ofDays(keyset.rotation().firstWarning()));
      boolean soon = !end.get().isAfter(warned);
      boolean isRetired = key.lifetime().stateAt(now) == KeyState.RETIRED;
      return soon && (!isRetired || isLast(keyset, key))
          ? Optional.of(expiry(keyset, key, left))
          : Optional.empty();
    }
    boolean signs = begin(key.lifetime(), now).isPresent();
    return signs && successor.get().isAfter(end.get().minus(keyset.rotation().overlap()))
        ? Optional.of(overlap(keyset, key, left))
        : Optional.empty();
  }

  /** Whether no other key outlasts it: of those that time has retired, the last one is told. */
  private static boolean isLast(Keyset keyset, KeyEntry key) {
    Instant end = endOfSigning(key).orElse(Instant.MAX);
    return keyset.keys().stream()
        .filter(other -> other.lifetime().declared() != KeyState.RETIRED)
        .flatMap(other -> endOfSigning(other).stream())
        .noneMatch(end::isBefore);
  }

  private static Finding expiry(Keyset keyset, KeyEntry key, long left) {
    String when = left < 0 ? "has ended" : "ends in " + left + " days";
    return new Finding(
        Finding.Reason.EXPIRY_SOON,
        keyset.name(),
        key.kid(),
        left,
        keyset.name() + "/" + key.kid() + " " + when + " and has no successor");
  }

  private static Finding overlap(Keyset keyset, KeyEntry key, long left) {
    return new Finding(
        Finding.Reason.OVERLAP_INSUFFICIENT,
        keyset.name(),
        key.kid(),
        left,
        "the successor of "
            + keyset.name()
            + "/"
            + key.kid()
            + " begins less than "
            + keyset.rotation().overlapDays()
            + " days before it ends");
  }

  /** When the key stops signing. */
  static Optional<Instant> endOfSigning(KeyEntry key) {
    return key.lifetime().notAfter().or(() -> key.lifetime().graceUntil());
  }

  /** When the first of those begins that go on after a key has ended. */
  static Optional<Instant> beginOfSuccessor(Keyset keyset, KeyEntry key, Instant now) {
    Instant end = endOfSigning(key).orElse(Instant.MAX);
    return keyset.keys().stream()
        .filter(other -> !other.kid().equals(key.kid()))
        .filter(other -> endOfSigning(other).orElse(Instant.MAX).isAfter(end))
        .flatMap(other -> begin(other.lifetime(), now).stream())
        .min(Comparator.naturalOrder());
  }

  /** Since when it signs, or from when on it will; empty if it does so no more, or never will. */
  private static Optional<Instant> begin(Lifetime lifetime, Instant now) {
    return switch (lifetime.stateAt(now)) {
      case ACTIVE -> Optional.of(lifetime.notBefore().orElse(Instant.MIN));
      case PENDING -> lifetime.notBefore();
      case GRACE, RETIRED -> Optional.empty();
    };
  }

  static long days(Instant now, Instant at) {
    return Math.floorDiv(Duration.between(now, at).toSeconds(), Duration.ofDays(1).toSeconds());
  }
}
