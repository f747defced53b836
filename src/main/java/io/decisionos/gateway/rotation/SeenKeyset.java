package io.decisionos.gateway.rotation;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A keyset as a gateway shows it under {@code /ops/keys}. Immutable.
 *
 * @param gateway who shows it
 * @param countedSince since when the gateway has counted the uses of keys
 */
record SeenKeyset(String gateway, Instant countedSince, JsonObject json) {

  /** All keysets that a gateway shows. */
  static List<SeenKeyset> all(String gateway, JsonObject answer) {
    Instant since = Instant.parse(answer.getString("counted_since"));
    return answer.getJsonArray("keysets").stream()
        .map(keyset -> new SeenKeyset(gateway, since, (JsonObject) keyset))
        .toList();
  }

  String name() {
    return json.getString("name");
  }

  boolean isOfEvidence() {
    return json.getString("purpose").equals("evidence");
  }

  int rotation(String key) {
    Integer value = json.getJsonObject("rotation").getInteger(key);
    return value == null ? 0 : value;
  }

  List<SeenKey> keys() {
    return json.getJsonArray("keys").stream().map(key -> new SeenKey((JsonObject) key)).toList();
  }

  /** Those in a state, as they are listed. */
  List<SeenKey> in(String state) {
    return keys().stream().filter(key -> key.state().equals(state)).toList();
  }

  Optional<SeenKey> key(String kid) {
    return keys().stream().filter(key -> key.kid().equals(kid)).findFirst();
  }

  /** A finding of this reason. */
  Optional<JsonObject> finding(Finding.Reason reason) {
    return json.getJsonArray("findings").stream()
        .map(JsonObject.class::cast)
        .filter(finding -> finding.getString("reason").equals(reason.word()))
        .findFirst();
  }

  /** One of its keys. */
  record SeenKey(JsonObject json) {
    String kid() {
      return json.getString("kid");
    }

    String state() {
      return json.getString("state");
    }

    String declared() {
      return json.getString("declared");
    }

    boolean isLoaded() {
      return json.getBoolean("loaded", false);
    }

    /** Whether what it signs counts where it is shown so. */
    boolean counts() {
      return isLoaded() && (state().equals("active") || state().equals("grace"));
    }

    /** From when on it is active, as it is written down. */
    Instant begin() {
      return time("not_before").orElse(Instant.EPOCH);
    }

    Optional<String> fingerprint() {
      return Optional.ofNullable(json.getString("fingerprint"));
    }

    Optional<Instant> time(String name) {
      return Optional.ofNullable(json.getString(name)).map(Instant::parse);
    }
  }
}
