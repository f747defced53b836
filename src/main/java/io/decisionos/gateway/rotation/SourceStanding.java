package io.decisionos.gateway.rotation;

import io.decisionos.gateway.keys.KeyEntry;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.Keyset;
import io.decisionos.gateway.keys.MaterialPlace;
import io.decisionos.gateway.keys.RemoteShelf;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far what was had of a keyset's remote sources is behind. Immutable.
 *
 * @param ageMillis since when the oldest of it was read; empty if some was never read, zero if
 *     there is nothing remote
 * @param leftMillis for how long all of it will still count while a source is away; empty if none
 *     is
 */
record SourceStanding(OptionalLong ageMillis, OptionalLong leftMillis, List<Finding> findings) {
  static final SourceStanding NONE =
      new SourceStanding(OptionalLong.of(0), OptionalLong.empty(), List.of());

  static SourceStanding of(Keyset keyset, RemoteShelf shelf, Instant now) {
    OptionalLong age = OptionalLong.of(0);
    OptionalLong left = OptionalLong.empty();
    List<Finding> findings = new ArrayList<>();
    for (KeyEntry key : keyset.keys()) {
      Optional<MaterialPlace> place = remote(key, now);
      if (place.isEmpty()) {
        continue;
      }
      RemoteShelf.Slot slot = shelf.slot(place.get());
      age = older(age, slot, now);
      if (slot.trouble().isPresent() || !shelf.counts(place.get(), now)) {
        long still = shelf.ends(place.get()).map(end -> millis(now, end)).orElse(0L);
        left = OptionalLong.of(Math.min(still, left.orElse(Long.MAX_VALUE)));
        findings.add(stale(keyset, key, slot, still));
      }
    }
    return new SourceStanding(age, left, List.copyOf(findings));
  }

  private static Optional<MaterialPlace> remote(KeyEntry key, Instant now) {
    return key.lifetime().stateAt(now) == KeyState.RETIRED
        ? Optional.empty()
        : key.place().filter(place -> place.source().isRemote());
  }

  private static OptionalLong older(OptionalLong age, RemoteShelf.Slot slot, Instant now) {
    if (age.isEmpty() || slot.readAt().isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.max(age.getAsLong(), millis(slot.readAt().get(), now)));
  }

  private static long millis(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis());
  }

  private static Finding stale(Keyset keyset, KeyEntry key, RemoteShelf.Slot slot, long left) {
    String counts =
        left > 0
            ? "its last good material counts for another " + (left + 999) / 1000 + " s"
            : "it counts for nothing until it is read";
    String why = slot.trouble().orElse("was not read yet");
    return new Finding(
        Finding.Reason.SOURCE_STALE,
        keyset.name(),
        key.kid(),
        left / Duration.ofDays(1).toMillis(),
        keyset.name()
            + "/"
            + key.kid()
            + ": "
            + key.place().orElseThrow()
            + " "
            + why
            + "; "
            + counts);
  }
}
