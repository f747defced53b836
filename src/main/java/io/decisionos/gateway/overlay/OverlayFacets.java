package io.decisionos.gateway.overlay;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.ops.TenantFacet;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** What operators see of a tenant's overlays: each effective value with its origin. */
public final class OverlayFacets {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private OverlayFacets() {}

  public static List<TenantFacet> of(Bus bus) {
    return List.of(
        new TenantFacet(
            "slo", tenant -> defaults(bus).map(found -> EffectiveOverlay.slo(found, tenant))),
        new TenantFacet(
            "labels",
            tenant -> defaults(bus).map(found -> EffectiveOverlay.labels(found, tenant))));
  }

  private static Future<OverlayDefaults> defaults(Bus bus) {
    return bus.ask(OverlayChannels.DEFAULTS, new OverlayChannels.CurrentDefaults(), PATIENCE);
  }
}
