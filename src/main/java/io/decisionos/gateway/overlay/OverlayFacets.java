package io.decisionos.gateway.overlay;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.ops.TenantFacet;
import io.decisionos.gateway.tenant.SloKey;
import io.decisionos.gateway.tenant.Tenant;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** What operators see of a tenant's overlays: each effective value with its origin. */
public final class OverlayFacets {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private OverlayFacets() {}

  public static List<TenantFacet> of(Bus bus) {
    return List.of(
        new TenantFacet("slo", tenant -> defaults(bus).map(found -> slo(found, tenant))),
        new TenantFacet(
            "labels",
            tenant ->
                defaults(bus)
                    .map(found -> new LabelCatalog(found.labels(), tenant.labels()).json())));
  }

  private static Future<OverlayDefaults> defaults(Bus bus) {
    return bus.ask(OverlayChannels.DEFAULTS, new OverlayChannels.CurrentDefaults(), PATIENCE);
  }

  private static JsonObject slo(OverlayDefaults defaults, Tenant tenant) {
    var slo = new EffectiveSlo(defaults.slo(), tenant.slo());
    var json = new JsonObject();
    for (SloKey key : SloKey.values()) {
      EffectiveSlo.Found found = slo.find(key.dotted()).orElseThrow();
      json.put(
          key.dotted(),
          new JsonObject().put("value", found.value()).put("source", found.source().word()));
    }
    return json;
  }
}
