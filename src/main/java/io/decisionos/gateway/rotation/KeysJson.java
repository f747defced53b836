package io.decisionos.gateway.rotation;

import io.decisionos.gateway.keys.KeyEntry;
import io.decisionos.gateway.keys.KeyId;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.Keyset;
import io.decisionos.gateway.keys.MaterialPlace;
import io.decisionos.gateway.keys.Rotation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Keysets as operators are shown them; without material. Thread-safe.
 *
 * @param countedSince since when uses are counted
 * @param gateway by which name the fleet knows who shows them
 */
record KeysJson(
    KeyRegistry registry, KeyLedger ledger, Instant countedSince, Supplier<String> gateway) {

  /** What {@code /readyz} shows of a keyset. */
  static JsonObject summary(KeysetStanding standing) {
    Keyset keyset = standing.keyset();
    var states = new JsonObject();
    for (KeyState state : KeyState.values()) {
      states.put(state.word(), standing.states().get(state));
    }
    return new JsonObject()
        .put("name", keyset.name())
        .put("purpose", keyset.purpose().word())
        .put("states", states)
        .put("next_change", standing.next().map(KeysJson::next).orElse(null))
        .put("source_age_ms", number(standing.source().ageMillis()))
        .put("stale_left_ms", number(standing.source().leftMillis()));
  }

  private static Long number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static JsonObject next(KeysetStanding.Next next) {
    return new JsonObject()
        .put("kid", next.kid())
        .put("to", next.to().word())
        .put("at", next.at().toString())
        .put("days_left", next.daysLeft());
  }

  static JsonObject finding(Finding finding) {
    return new JsonObject()
        .put("reason", finding.reason().word())
        .put("keyset", finding.keyset())
        .put("kid", finding.kid())
        .put("days_left", finding.daysLeft())
        .put("detail", finding.detail());
  }

  /** What {@code GET /ops/keys} shows. */
  JsonObject all(Instant now) {
    var keysets = new JsonArray();
    for (Keyset keyset : registry.book().listed().all()) {
      keysets.add(keyset(keyset, now));
    }
    return new JsonObject()
        .put("gateway", gateway.get())
        .put("counted_since", countedSince.toString())
        .put("keysets", keysets);
  }

  private JsonObject keyset(Keyset keyset, Instant now) {
    var standing = KeysetStanding.of(keyset, registry.shelf(), now);
    var findings = new JsonArray();
    standing.findings().forEach(finding -> findings.add(finding(finding)));
    var keys = new JsonArray();
    keyset.keys().forEach(key -> keys.add(key(keyset, key, now)));
    var tenants =
        keyset
            .reach()
            .tenants()
            .map(ids -> new JsonArray(ids.stream().map(id -> id.value()).sorted().toList()))
            .orElse(null);
    return summary(standing)
        .put("tenants", tenants)
        .put("scopes", String.join(" ", keyset.reach().scopes().stream().sorted().toList()))
        .put("rotation", rotation(keyset.rotation()))
        .put("findings", findings)
        .put("keys", keys);
  }

  private static JsonObject rotation(Rotation rotation) {
    return new JsonObject()
        .put(
            "every_days", rotation.everyDays().isPresent() ? rotation.everyDays().getAsInt() : null)
        .put("overlap_days", rotation.overlapDays())
        .put("warn_days", new JsonArray(rotation.warnDays()))
        .put("token_life_hours", rotation.tokenLifeHours());
  }

  private JsonObject key(Keyset keyset, KeyEntry key, Instant now) {
    var id = new KeyId(keyset.purpose(), key.kid());
    var lifetime = key.lifetime();
    boolean loaded = registry.book().key(id).isPresent();
    return new JsonObject()
        .put("kid", key.kid())
        .put("algorithm", key.algorithm().word())
        .put("state", lifetime.stateAt(now).word())
        .put("state_since", text(ledger.since(id)))
        .put("declared", lifetime.declared().word())
        .put("not_before", text(lifetime.notBefore()))
        .put("not_after", text(lifetime.notAfter()))
        .put("grace_until", text(lifetime.graceUntil()))
        .put("source", key.place().map(MaterialPlace::source).map(s -> s.word()).orElse(null))
        .put("loaded", loaded)
        .put("fingerprint", ledger.fingerprint(id).orElse(null))
        .put("uses", registry.uses().count(id))
        .put("last_used", text(registry.uses().last(id)));
  }

  private static String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }
}
