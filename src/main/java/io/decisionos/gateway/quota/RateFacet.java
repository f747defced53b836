package io.decisionos.gateway.quota;

import io.decisionos.gateway.limit.LocalRates;
import io.decisionos.gateway.limit.Standing;
import io.decisionos.gateway.ops.TenantFacet;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What operators see of a tenant's rate: the limit, what is left of it now, what was refused. */
public final class RateFacet {
  private RateFacet() {}

  public static TenantFacet of(LocalRates rates) {
    return new TenantFacet(
        "rate",
        tenant ->
            Future.succeededFuture(
                rates
                    .standing(tenant, System.nanoTime())
                    .map(RateFacet::json)
                    .orElseGet(() -> new JsonObject().putNull("max_qps"))));
  }

  private static JsonObject json(Standing standing) {
    var json =
        new JsonObject()
            .put("max_qps", standing.rate().perSecond())
            .put("burst", standing.rate().burst())
            .put("available", standing.available())
            .put("refused", standing.refused())
            .put("over", standing.over());
    standing.share().ifPresent(share -> json.put("share", share));
    return json;
  }
}
