package io.decisionos.gateway.rotation;

import io.decisionos.gateway.rotation.PlannedStep.Kind;
import io.decisionos.gateway.rotation.SeenKeyset.SeenKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Says when a key that is new may be put into use: once every gateway knows it. Pure. */
record KeyArrival(SeenFleet fleet) {

  /** A key that waits for somebody's word and not for a time. */
  Optional<PlannedStep> promotion() {
    return fleet.first().in("pending").stream()
        .filter(key -> key.time("not_before").isEmpty())
        .findFirst()
        .map(this::promotion);
  }

  private PlannedStep promotion(SeenKey key) {
    List<String> unknowing = unknowing(key);
    if (!unknowing.isEmpty()) {
      return fleet.waiting(key.kid(), "not known yet to " + String.join(", ", unknowing));
    }
    String why = "every gateway knows it (" + (fleet.others().size() + 1) + ")";
    Instant from = fleet.now().truncatedTo(ChronoUnit.SECONDS);
    return fleet.step(
        Kind.PROMOTE, key.kid(), why, fleet.edit(key, "state: active, not_before: " + from));
  }

  private List<String> unknowing(SeenKey key) {
    var unknowing = new ArrayList<>(fleet.silent());
    if (!key.isLoaded()) {
      unknowing.add(fleet.first().gateway());
    }
    fleet.others().stream()
        .filter(
            other ->
                other
                    .key(key.kid())
                    .filter(SeenKey::isLoaded)
                    .filter(known -> known.fingerprint().equals(key.fingerprint()))
                    .isEmpty())
        .map(SeenKeyset::gateway)
        .forEach(unknowing::add);
    return unknowing;
  }

  /** A key that is in use here and not yet everywhere: nobody should sign with it so far. */
  Optional<PlannedStep> spreading() {
    return fleet.first().in("active").stream()
        .max(Comparator.comparing(SeenKey::begin))
        .flatMap(
            key -> {
              List<String> behind = behind(key);
              String why =
                  "not in use yet at " + String.join(", ", behind) + "; do not sign with it";
              return behind.isEmpty()
                  ? Optional.empty()
                  : Optional.of(fleet.waiting(key.kid(), why));
            });
  }

  private List<String> behind(SeenKey key) {
    return fleet.others().stream()
        .filter(other -> other.key(key.kid()).filter(SeenKey::counts).isEmpty())
        .map(SeenKeyset::gateway)
        .toList();
  }
}
