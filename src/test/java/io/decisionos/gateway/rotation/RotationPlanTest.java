package io.decisionos.gateway.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.rotation.PlannedStep.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which step is due, from what gateways show. */
final class RotationPlanTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private static JsonObject key(String kid, String state) {
    return new JsonObject()
        .put("kid", kid)
        .put("algorithm", "EdDSA")
        .put("state", state)
        .put("declared", state)
        .put("loaded", true)
        .put("fingerprint", "0a0b0c0d");
  }

  private static JsonObject begun(JsonObject key, int daysAgo) {
    return key.copy().put("not_before", NOW.minus(Duration.ofDays(daysAgo)).toString());
  }

  private static JsonObject used(JsonObject key, int hoursAgo) {
    return key.copy().put("last_used", NOW.minus(Duration.ofHours(hoursAgo)).toString());
  }

  private static JsonObject gateway(int upHours, JsonObject... keys) {
    var rotation =
        new JsonObject()
            .put("overlap_days", 7)
            .put("warn_days", new JsonArray().add(14).add(3))
            .put("token_life_hours", 24);
    return new JsonObject()
        .put("counted_since", NOW.minus(Duration.ofHours(upHours)).toString())
        .put(
            "keysets",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("name", "callers")
                        .put("purpose", "tokens")
                        .put("rotation", rotation)
                        .put("findings", new JsonArray())
                        .put("keys", new JsonArray(List.of(keys)))));
  }

  private static PlannedStep step(List<String> silent, JsonObject... gateways) {
    Map<String, JsonObject> answers = new LinkedHashMap<>();
    for (JsonObject gateway : gateways) {
      answers.put("g" + answers.size(), gateway);
    }
    return RotationPlan.of(answers, silent, NOW).get(0);
  }

  private static PlannedStep step(JsonObject... gateways) {
    return step(List.of(), gateways);
  }

  @Test
  void aPendingKeyIsPromotedOnceEveryGatewayKnowsIt() {
    JsonObject knows = gateway(1, key("old", "active"), key("new", "pending"));
    PlannedStep due = step(knows, knows, knows);

    assertThat(due.kind()).isEqualTo(Kind.PROMOTE);
    assertThat(due.kid()).isEqualTo("new");
    assertThat(due.edit())
        .isEqualTo(
            "conf/keysets.yaml, keyset callers, kid new: state: pending -> state: active,"
                + " not_before: 2026-11-30T12:00:00Z");
    JsonObject unloaded =
        gateway(1, key("old", "active"), key("new", "pending").put("loaded", false));
    JsonObject other =
        gateway(1, key("old", "active"), key("new", "pending").put("fingerprint", "ffffffff"));
    JsonObject none = gateway(1, key("old", "active"));
    JsonObject noKeyset = gateway(1).put("keysets", new JsonArray());
    for (JsonObject behind : List.of(unloaded, other, none, noKeyset)) {
      PlannedStep wait = step(knows, knows, behind);
      assertThat(wait.kind()).isEqualTo(Kind.WAIT);
      assertThat(wait.why()).isEqualTo("not known yet to g2");
      assertThat(wait.isDue()).isFalse();
    }
    assertThat(step(List.of("g9"), knows).why()).isEqualTo("not known yet to g9");
    assertThat(step(unloaded, knows).kind()).isEqualTo(Kind.WAIT);
  }

  @Test
  void aPendingKeyWithATimeIsPromotedByTheTime() {
    JsonObject key = begun(key("new", "pending"), -3);
    assertThat(step(gateway(1, key("old", "active"), key)).kind()).isEqualTo(Kind.NOTHING);
  }

  @Test
  void theOlderKeyLeavesOnceTheNewerHasBeenActiveForTheOverlap() {
    JsonObject old = begun(key("old", "active"), 90);
    assertThat(step(gateway(1, old, begun(key("new", "active"), 6))).kind())
        .isEqualTo(Kind.NOTHING);
    PlannedStep due = step(gateway(1, old, begun(key("new", "active"), 7)));
    assertThat(due.kind()).isEqualTo(Kind.GRACE);
    assertThat(due.edit()).endsWith("kid old: state: active -> state: grace");
    JsonObject timed = old.copy().put("not_after", "2026-12-24T00:00:00Z");
    assertThat(step(gateway(1, timed, begun(key("new", "active"), 7))).kind())
        .isEqualTo(Kind.NOTHING);
  }

  @Test
  void anOlderKeyOfTheLogLeavesAtOnceAsItSignsNoMoreUntilThen() {
    JsonObject two = gateway(1, begun(key("old", "active"), 90), begun(key("new", "active"), 0));
    two.getJsonArray("keysets").getJsonObject(0).put("purpose", "evidence");
    PlannedStep due = step(two);
    assertThat(due.kind()).isEqualTo(Kind.GRACE);
    assertThat(due.edit()).endsWith("kid old: state: active -> state: grace");
  }

  @Test
  void aKeyInGraceIsRetiredOnceNoGatewayHasMetItForATokensLife() {
    JsonObject fresh = key("new", "active");
    JsonObject grace = key("old", "grace");
    assertThat(step(gateway(25, fresh, grace)).kind()).isEqualTo(Kind.RETIRE);
    assertThat(step(gateway(25, fresh, grace)).edit()).endsWith("state: grace -> state: retired");
    assertThat(step(gateway(23, fresh, grace)).kind()).as("up too short").isEqualTo(Kind.WAIT);
    assertThat(step(gateway(99, fresh, used(grace, 23))).kind()).isEqualTo(Kind.WAIT);
    assertThat(step(gateway(99, fresh, used(grace, 24))).kind()).isEqualTo(Kind.RETIRE);
    JsonObject idle = gateway(99, fresh, grace);
    assertThat(step(idle, idle, gateway(99, fresh, used(grace, 1))).kind()).isEqualTo(Kind.WAIT);
    assertThat(step(List.of("g9"), idle).kind()).isEqualTo(Kind.WAIT);
    JsonObject timed = grace.copy().put("grace_until", "2026-12-24T00:00:00Z");
    assertThat(step(gateway(99, fresh, timed)).kind()).isEqualTo(Kind.NOTHING);
  }

  @Test
  void aKeyThatEndsSoonWantsASuccessor() {
    JsonObject ends = gateway(1, key("old", "active"));
    ends.getJsonArray("keysets")
        .getJsonObject(0)
        .getJsonArray("findings")
        .add(new JsonObject().put("reason", "key.expiry_soon").put("kid", "old"));
    PlannedStep due = step(ends);
    assertThat(due.kind()).isEqualTo(Kind.ADD);
    assertThat(due.edit())
        .contains("keys generate --algorithm EdDSA", "state: pending, material: {file: NEW.pem}");

    JsonObject ageing = gateway(1, begun(key("old", "active"), 80));
    ageing.getJsonArray("keysets").getJsonObject(0).getJsonObject("rotation").put("every_days", 90);
    assertThat(step(ageing).kind()).isEqualTo(Kind.ADD);
  }
}
