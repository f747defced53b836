package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.SettleTimes;
import java.time.Duration;

/**
 * How tenants' files are reloaded. All of it can change live.
 *
 * @param settle how long a file must rest before it is read
 * @param deleteSettle how long it must be missing before it counts as deleted
 * @param invalidGrace how long a last good version serves
 */
public record TenantSettings(Duration settle, Duration deleteSettle, Duration invalidGrace) {
  private static final long MINUTE_MS = 60_000;
  private static final long DAY_MS = 86_400_000;

  /** Reads {@code tenants} of {@code gateway.yaml}. */
  public static TenantSettings read(Section tenants) {
    return new TenantSettings(
        Duration.ofMillis(tenants.integer("settle_ms", 0, MINUTE_MS).orElse(50L)),
        Duration.ofMillis(tenants.integer("delete_settle_ms", 0, MINUTE_MS).orElse(500L)),
        Duration.ofMillis(tenants.integer("invalid_grace_ms", 0, DAY_MS).orElse(60_000L)));
  }

  SettleTimes times() {
    return new SettleTimes(settle, deleteSettle);
  }
}
