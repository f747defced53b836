package io.decisionos.gateway.limit;

import io.decisionos.gateway.config.YamlSource;
import io.decisionos.gateway.tenant.Billing;
import io.decisionos.gateway.tenant.EvidenceValues;
import io.decisionos.gateway.tenant.Limits;
import io.decisionos.gateway.tenant.SloValues;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tenants of whom nothing but the limits matters. */
final class Tenants {
  static final TenantId ID = TenantId.parse("a").orElseThrow();

  private Tenants() {}

  static Tenant limited(long maxQps, long burstMillis) {
    return of(Optional.of(maxQps), Optional.empty(), burstMillis);
  }

  static Tenant limited(String id, long maxQps) {
    Tenant a = limited(maxQps, 1000);
    return new Tenant(
        TenantId.parse(id).orElseThrow(),
        a.name(),
        false,
        a.limits(),
        a.clockSkew(),
        SloValues.NONE,
        List.of(),
        EvidenceValues.NONE,
        Billing.NONE,
        new YamlSource("a.yaml", "{}"));
  }

  static Tenant unlimited() {
    return of(Optional.empty(), Optional.empty(), 1000);
  }

  static Tenant storing(long maxGb) {
    return of(Optional.empty(), Optional.of(maxGb), 1000);
  }

  private static Tenant of(Optional<Long> maxQps, Optional<Long> maxGb, long burstMillis) {
    var limits =
        new Limits(
            maxQps,
            maxGb,
            Optional.empty(),
            Duration.ofMillis(burstMillis),
            Limits.UsersAction.WARN);
    return new Tenant(
        ID,
        "A",
        false,
        limits,
        Duration.ZERO,
        SloValues.NONE,
        List.of(),
        EvidenceValues.NONE,
        Billing.NONE,
        new YamlSource("a.yaml", "{}"));
  }
}
