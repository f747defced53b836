package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.YamlSource;
import io.vertx.core.json.JsonObject;
import java.util.OptionalInt;

/** What holds for a tenant beside its overlays, each value with its origin. Pure. */
public final class EffectiveSettings {
  private EffectiveSettings() {}

  /** By dotted key; a bound that is null is no bound. */
  public static JsonObject json(Tenant tenant) {
    var json = new JsonObject();
    Limits limits = tenant.limits();
    var origins = new Origins(tenant.source(), tenant.file().parse(), json);
    origins.put("name", tenant.name());
    origins.put("status", tenant.suspended() ? "suspended" : "active");
    origins.put("limits.max_qps", limits.maxQps().orElse(null));
    origins.put("limits.burst_ms", limits.burst().toMillis());
    origins.put("limits.max_storage_gb", limits.maxStorageGb().orElse(null));
    origins.put("limits.max_users", limits.maxUsers().orElse(null));
    origins.put("limits.max_users_action", limits.usersAction().word());
    origins.put("clock_skew_ms", tenant.clockSkew().toMillis());
    Billing billing = tenant.billing();
    origins.put("billing.plan", billing.plan().orElse(null));
    origins.put("billing.currency", billing.currency().orElse(null));
    origins.put("billing.rate_per_qps", billing.ratePerQps().orElse(null));
    origins.put("billing.rate_per_gb", billing.ratePerGb().orElse(null));
    origins.put("billing.monthly_budget", billing.monthlyBudget().orElse(null));
    return json;
  }

  private record Origins(String file, YamlSource.Parsed parsed, JsonObject json) {
    void put(String key, Object value) {
      OptionalInt line = parsed.line(key);
      Origin origin = line.isPresent() ? Origin.tenant(file, line) : Origin.builtIn();
      json.put(key, origin.on(new JsonObject().put("value", value)));
    }
  }
}
