package io.decisionos.gateway.rotation;

import io.decisionos.gateway.rotation.PlannedStep.Kind;
import io.decisionos.gateway.rotation.SeenKeyset.SeenKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Says when a key that has had its time may go: into grace once a newer one was active for long
 * enough, and for good once no gateway has met it for as long as a token lives. Pure.
 */
record KeyDeparture(SeenFleet fleet) {

  /** An older key beside one that has been active for long enough. */
  Optional<PlannedStep> grace() {
    List<SeenKey> active = fleet.first().in("active");
    if (active.size() < 2) {
      return Optional.empty();
    }
    SeenKey newest = active.stream().max(Comparator.comparing(SeenKey::begin)).orElseThrow();
    boolean ofEvidence = fleet.first().isOfEvidence();
    // Of active keys the newest alone signs checkpoints, and in grace both do.
    Duration overlap =
        ofEvidence ? Duration.ZERO : Duration.ofDays(fleet.first().rotation("overlap_days"));
    if (newest.begin().plus(overlap).isAfter(fleet.now())) {
      return Optional.empty();
    }
    String why =
        ofEvidence
            ? newest.kid() + " signs, and it goes on signing beside it in grace alone"
            : newest.kid() + " has been active for " + overlap.toDays() + " days or more";
    return active.stream()
        .filter(key -> key.begin().isBefore(newest.begin()) && key.time("not_after").isEmpty())
        .findFirst()
        .map(old -> fleet.step(Kind.GRACE, old.kid(), why, fleet.edit(old, "state: grace")));
  }

  /** A key in grace that no time will retire and nobody uses. */
  Optional<PlannedStep> retirement() {
    return fleet.first().in("grace").stream()
        .filter(key -> key.time("grace_until").isEmpty() && !fleet.first().isOfEvidence())
        .findFirst()
        .map(this::retirement);
  }

  private PlannedStep retirement(SeenKey key) {
    if (!fleet.silent().isEmpty()) {
      String why = "cannot tell whether it is used at " + String.join(", ", fleet.silent());
      return fleet.waiting(key.kid(), why);
    }
    Instant last = lastUse(fleet.first(), key.kid());
    for (SeenKeyset other : fleet.others()) {
      Instant there = lastUse(other, key.kid());
      last = there.isAfter(last) ? there : last;
    }
    if (last.equals(Instant.MAX)) {
      return fleet.waiting(key.kid(), "not in grace yet at every gateway");
    }
    Instant free = last.plus(Duration.ofHours(fleet.first().rotation("token_life_hours")));
    if (free.isAfter(fleet.now())) {
      return fleet.waiting(key.kid(), "unused since " + last + "; retire it from " + free + " on");
    }
    String why = "not used since " + last + ", longer than the longest-lived token lives";
    return fleet.step(Kind.RETIRE, key.kid(), why, fleet.edit(key, "state: retired"));
  }

  /**
   * The last use that is known of, or since when none was seen; but at the earliest since when the
   * gateway has seen the key in grace, as tokens of the moment before live on, used or not.
   */
  private static Instant lastUse(SeenKeyset seen, String kid) {
    Optional<SeenKey> key = seen.key(kid).filter(known -> known.state().equals("grace"));
    if (key.isEmpty()) {
      return Instant.MAX;
    }
    Instant use = key.get().time("last_used").orElse(seen.countedSince());
    Instant since = key.get().time("state_since").orElse(seen.countedSince());
    return since.isAfter(use) ? since : use;
  }
}
