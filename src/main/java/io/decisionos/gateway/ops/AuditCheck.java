package io.decisionos.gateway.ops;

import io.decisionos.gateway.access.AccessChannels;
import io.decisionos.gateway.access.AccessChannels.AuditHealth;
import io.decisionos.gateway.bus.Bus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Whether the audit log can be written. */
public final class AuditCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private AuditCheck() {}

  /** The check for {@code /readyz}. */
  public static ReadinessCheck of(Bus bus) {
    return new ReadinessCheck(
        "audit",
        () ->
            bus.ask(AccessChannels.AUDIT_HEALTH, new AccessChannels.AuditQuery(), PATIENCE)
                .map(AuditCheck::check));
  }

  private static Check check(AuditHealth health) {
    var details = new JsonObject().put("lost", health.lost());
    return health
        .trouble()
        .map(
            cause ->
                Check.degraded(
                    "the audit log cannot be written: " + cause,
                    "make room on the disk of data.directory, or mend its permissions",
                    details))
        .orElseGet(() -> Check.ok(details));
  }
}
