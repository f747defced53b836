package io.decisionos.gateway.rotation;

import io.decisionos.gateway.rotation.PlannedStep.Kind;
import io.decisionos.gateway.rotation.SeenKeyset.SeenKey;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what is to be done about keys next, from what every gateway shows of them: a key is put into
 * use once all know it, and retired once none has met it for as long as a token lives. Pure.
 */
public final class RotationPlan {
  private static final String FILE = "conf/keysets.yaml";

  private final SeenKeyset first;
  private final List<SeenKeyset> others;
  private final List<String> silent;
  private final Instant now;

  private RotationPlan(
      SeenKeyset first, List<SeenKeyset> others, List<String> silent, Instant now) {
    this.first = first;
    this.others = others;
    this.silent = silent;
    this.now = now;
  }

  /**
   * The step for each keyset.
   *
   * @param answers what gateways show under {@code /ops/keys}, by their names, in order; the first
   *     has the keysets that are meant
   * @param silent the gateways that cannot be asked
   */
  public static List<PlannedStep> of(
      Map<String, JsonObject> answers, List<String> silent, Instant now) {
    Map<String, List<SeenKeyset>> keysets = new LinkedHashMap<>();
    answers.forEach(
        (gateway, answer) ->
            SeenKeyset.all(gateway, answer)
                .forEach(
                    seen ->
                        keysets.computeIfAbsent(seen.name(), n -> new ArrayList<>()).add(seen)));
    String asked = answers.keySet().iterator().next();
    return keysets.values().stream()
        .filter(seen -> seen.get(0).gateway().equals(asked))
        .map(
            seen -> {
              var missing = new ArrayList<>(silent);
              answers.keySet().stream()
                  .filter(name -> seen.stream().noneMatch(s -> s.gateway().equals(name)))
                  .forEach(missing::add);
              return new RotationPlan(seen.get(0), seen.subList(1, seen.size()), missing, now)
                  .step();
            })
        .toList();
  }

  private PlannedStep step() {
    return promotion()
        .or(this::arrival)
        .or(this::leave)
        .or(this::retirement)
        .or(this::successor)
        .or(this::earlier)
        .orElseGet(this::nothing);
  }

  private PlannedStep step(Kind kind, String kid, String why, String edit) {
    return new PlannedStep(first.name(), kind, kid, why, edit);
  }

  private String edit(SeenKey key, String to) {
    String from = "state: " + key.declared();
    return FILE + ", keyset " + first.name() + ", kid " + key.kid() + ": " + from + " -> " + to;
  }

  /** A key that waits for somebody's word and not for a time. */
  private Optional<PlannedStep> promotion() {
    return first.in("pending").stream()
        .filter(key -> key.time("not_before").isEmpty())
        .findFirst()
        .map(
            key -> {
              List<String> unknowing = unknowing(key);
              if (!unknowing.isEmpty()) {
                String why = "not known yet to " + String.join(", ", unknowing);
                return step(Kind.WAIT, key.kid(), why, "");
              }
              String why = "every gateway knows it (" + (others.size() + 1) + ")";
              Instant from = now.truncatedTo(ChronoUnit.SECONDS);
              return step(
                  Kind.PROMOTE, key.kid(), why, edit(key, "state: active, not_before: " + from));
            });
  }

  private List<String> unknowing(SeenKey key) {
    var unknowing = new ArrayList<>(silent);
    if (!key.isLoaded()) {
      unknowing.add(first.gateway());
    }
    others.stream()
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
  private Optional<PlannedStep> arrival() {
    return first.in("active").stream()
        .max(Comparator.comparing(RotationPlan::begin))
        .flatMap(
            key -> {
              List<String> behind =
                  others.stream()
                      .filter(other -> other.key(key.kid()).filter(RotationPlan::counts).isEmpty())
                      .map(SeenKeyset::gateway)
                      .toList();
              String why =
                  "not in use yet at " + String.join(", ", behind) + "; do not sign with it";
              return behind.isEmpty()
                  ? Optional.empty()
                  : Optional.of(step(Kind.WAIT, key.kid(), why, ""));
            });
  }

  private static boolean counts(SeenKey key) {
    return key.isLoaded() && (key.state().equals("active") || key.state().equals("grace"));
  }

  /** An older key beside one that has been active for long enough. */
  private Optional<PlannedStep> leave() {
    List<SeenKey> active = first.in("active");
    if (active.size() < 2) {
      return Optional.empty();
    }
    SeenKey newest = active.stream().max(Comparator.comparing(RotationPlan::begin)).orElseThrow();
    Duration overlap = Duration.ofDays(first.rotation("overlap_days"));
    boolean longEnough = !begin(newest).plus(overlap).isAfter(now);
    return active.stream()
        .filter(key -> begin(key).isBefore(begin(newest)) && key.time("not_after").isEmpty())
        .findFirst()
        .filter(old -> longEnough)
        .map(
            old ->
                step(
                    Kind.GRACE,
                    old.kid(),
                    newest.kid() + " has been active for " + overlap.toDays() + " days or more",
                    edit(old, "state: grace")));
  }

  private static Instant begin(SeenKey key) {
    return key.time("not_before").orElse(Instant.EPOCH);
  }

  /** A key in grace that no time will retire and nobody uses. */
  private Optional<PlannedStep> retirement() {
    Optional<SeenKey> old =
        first.in("grace").stream()
            .filter(key -> key.time("grace_until").isEmpty() && !first.isOfEvidence())
            .findFirst();
    return old.map(key -> retirement(key, Duration.ofHours(first.rotation("token_life_hours"))));
  }

  private PlannedStep retirement(SeenKey key, Duration life) {
    if (!silent.isEmpty()) {
      String why = "cannot tell whether it is used at " + String.join(", ", silent);
      return step(Kind.WAIT, key.kid(), why, "");
    }
    Instant last = lastUse(first, key.kid());
    for (SeenKeyset other : others) {
      Instant there = lastUse(other, key.kid());
      last = there.isAfter(last) ? there : last;
    }
    if (last.equals(Instant.MAX)) {
      return step(Kind.WAIT, key.kid(), "not in grace yet at every gateway", "");
    }
    Instant free = last.plus(life);
    return free.isAfter(now)
        ? step(
            Kind.WAIT, key.kid(), "unused since " + last + "; retire it from " + free + " on", "")
        : step(
            Kind.RETIRE,
            key.kid(),
            "not used since " + last + ", longer than the longest-lived token lives",
            edit(key, "state: retired"));
  }

  /**
   * The last use that is known of, or since when none was seen; but at the earliest since when the
   * gateway has seen the key in grace, as tokens of the moment before live on, used or not.
   */
  private static Instant lastUse(SeenKeyset seen, String kid) {
    Optional<SeenKey> key = seen.key(kid);
    Instant use = key.flatMap(known -> known.time("last_used")).orElse(seen.countedSince());
    boolean inGrace = key.filter(known -> known.state().equals("grace")).isPresent();
    if (!inGrace) {
      return Instant.MAX;
    }
    Instant since = key.flatMap(known -> known.time("state_since")).orElse(seen.countedSince());
    return since.isAfter(use) ? since : use;
  }

  /** A key that ends soon, or has signed for long enough, and nothing follows it. */
  private Optional<PlannedStep> successor() {
    Optional<String> ending =
        first.finding(Finding.Reason.EXPIRY_SOON).map(found -> found.getString("kid"));
    Optional<String> ageing =
        first.in("active").stream()
            .filter(key -> first.in("active").size() == 1 && first.in("pending").isEmpty())
            .filter(key -> first.rotation("every_days") > 0)
            .filter(
                key ->
                    key.time("not_before")
                        .map(begin -> begin.plus(Duration.ofDays(first.rotation("every_days"))))
                        .filter(end -> !end.minus(firstWarning()).isAfter(now))
                        .isPresent())
            .map(SeenKey::kid)
            .findFirst();
    return ending.or(() -> ageing).map(this::addition);
  }

  private Duration firstWarning() {
    return Duration.ofDays(
        first.json().getJsonObject("rotation").getJsonArray("warn_days").stream()
            .mapToInt(days -> ((Number) days).intValue())
            .max()
            .orElse(0));
  }

  private PlannedStep addition(String kid) {
    String algorithm = first.key(kid).map(key -> key.json().getString("algorithm")).orElse("");
    boolean secret = algorithm.equals("HS256") || algorithm.equals("hmac-sha256");
    String file = first.isOfEvidence() ? "NEW.private.pem" : secret ? "NEW.jwk" : "NEW.pem";
    return step(
        Kind.ADD,
        kid,
        "it ends soon and nothing follows it",
        "./run.sh keys generate --algorithm "
            + algorithm
            + " --kid NEW --out conf; then in "
            + FILE
            + (", keyset " + first.name() + ": - {kid: NEW, algorithm: " + algorithm)
            + (", state: pending, material: {file: " + file + "}}"));
  }

  /** A successor that begins too late. */
  private Optional<PlannedStep> earlier() {
    return first
        .finding(Finding.Reason.OVERLAP_INSUFFICIENT)
        .map(
            finding ->
                step(
                    Kind.ADD,
                    finding.getString("kid"),
                    finding.getString("detail"),
                    FILE
                        + ", keyset "
                        + first.name()
                        + ": an earlier not_before for the successor"));
  }

  private PlannedStep nothing() {
    JsonObject next = first.json().getJsonObject("next_change");
    String why =
        next == null
            ? "nothing is due, and no time changes anything"
            : "nothing is due; %s turns %s by itself at %s"
                .formatted(next.getString("kid"), next.getString("to"), next.getString("at"));
    return step(Kind.NOTHING, "", why, "");
  }
}
