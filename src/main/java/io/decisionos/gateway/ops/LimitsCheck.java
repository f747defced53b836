package io.decisionos.gateway.ops;

import io.decisionos.gateway.traffic.TrafficHistory;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Which tenants ask for more than they may. The gateway itself is well meanwhile. Pure. */
final class LimitsCheck {
  private static final int MOST_TENANTS = 5;

  private LimitsCheck() {}

  static Check of(TrafficHistory history) {
    var over = new JsonArray();
    history
        .overLimit(MOST_TENANTS)
        .forEach(
            entry ->
                over.add(
                    new JsonObject()
                        .put("tenant_id", entry.getKey().value())
                        .put("refused", entry.getValue().limited())
                        .put("requests", entry.getValue().requests())));
    return Check.ok(new JsonObject().put("over_limit", over));
  }
}
