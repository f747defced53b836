package io.decisionos.gateway.rotation;

import io.decisionos.gateway.rotation.PlannedStep.Kind;
import io.decisionos.gateway.rotation.SeenKeyset.SeenKey;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Says when a key wants one that follows it, or follows it too late. Pure. */
record KeySuccession(SeenFleet fleet) {

  /** A key that ends soon, or has signed for long enough, and nothing follows it. */
  Optional<PlannedStep> successor() {
    Optional<String> ending =
        fleet.first().finding(Finding.Reason.EXPIRY_SOON).map(found -> found.getString("kid"));
    return ending.or(this::ageing).map(this::addition);
  }

  private Optional<String> ageing() {
    List<SeenKey> active = fleet.first().in("active");
    int everyDays = fleet.first().rotation("every_days");
    if (everyDays == 0 || active.size() != 1 || !fleet.first().in("pending").isEmpty()) {
      return Optional.empty();
    }
    Duration signing = Duration.ofDays(everyDays).minus(firstWarning());
    return active
        .get(0)
        .time("not_before")
        .filter(begin -> !begin.plus(signing).isAfter(fleet.now()))
        .map(begin -> active.get(0).kid());
  }

  private Duration firstWarning() {
    return Duration.ofDays(
        fleet.first().json().getJsonObject("rotation").getJsonArray("warn_days").stream()
            .mapToInt(days -> ((Number) days).intValue())
            .max()
            .orElse(0));
  }

  private PlannedStep addition(String kid) {
    String algorithm =
        fleet.first().key(kid).map(key -> key.json().getString("algorithm")).orElse("");
    boolean secret = algorithm.equals("HS256") || algorithm.equals("hmac-sha256");
    String file = fleet.first().isOfEvidence() ? "NEW.private.pem" : secret ? "NEW.jwk" : "NEW.pem";
    return fleet.step(
        Kind.ADD,
        kid,
        "it ends soon, or has ended, and nothing follows it",
        "./run.sh keys generate --algorithm "
            + algorithm
            + " --kid NEW --out conf; then in "
            + SeenFleet.FILE
            + (", keyset " + fleet.first().name() + ": - {kid: NEW, algorithm: " + algorithm)
            + (", state: pending, material: {file: " + file + "}}"));
  }

  /** A successor that begins too late. */
  Optional<PlannedStep> earlier() {
    return fleet.first().finding(Finding.Reason.OVERLAP_INSUFFICIENT).map(this::earlier);
  }

  private PlannedStep earlier(JsonObject finding) {
    String keyset = SeenFleet.FILE + ", keyset " + fleet.first().name();
    return fleet.step(
        Kind.ADD,
        finding.getString("kid"),
        finding.getString("detail"),
        keyset + ": an earlier not_before for the successor");
  }
}
