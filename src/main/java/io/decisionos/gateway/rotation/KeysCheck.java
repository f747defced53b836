package io.decisionos.gateway.rotation;

import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.ops.ReadinessCheck;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether the keys will go on counting without anybody's doing. */
final class KeysCheck {
  private KeysCheck() {}

  /** The check for {@code /readyz}. */
  static ReadinessCheck of(KeyRegistry registry, Clock clock) {
    return new ReadinessCheck(
        "keys", () -> Future.succeededFuture(check(registry, clock.instant())));
  }

  private static Check check(KeyRegistry registry, Instant now) {
    var keysets = new JsonArray();
    List<Finding> findings = new ArrayList<>();
    registry
        .book()
        .listed()
        .all()
        .forEach(
            keyset -> {
              var standing = KeysetStanding.of(keyset, registry.shelf(), now);
              keysets.add(KeysJson.summary(standing));
              findings.addAll(standing.findings());
            });
    var shown = new JsonArray();
    findings.forEach(finding -> shown.add(KeysJson.finding(finding)));
    var details = new JsonObject().put("keysets", keysets).put("findings", shown);
    return findings.isEmpty()
        ? Check.ok(details)
        : Check.degraded(findings.get(0).toString(), findings.get(0).reason().nextStep(), details);
  }
}
