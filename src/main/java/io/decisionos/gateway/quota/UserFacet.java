package io.decisionos.gateway.quota;

import io.decisionos.gateway.ops.TenantFacet;
import io.decisionos.gateway.tenant.Tenant;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** What operators see of a tenant's number of users. */
public final class UserFacet {
  private UserFacet() {}

  public static TenantFacet of(UserCensus census) {
    return new TenantFacet(
        "users",
        tenant -> Future.succeededFuture(json(tenant, census, LocalDate.now(ZoneOffset.UTC))));
  }

  static JsonObject json(Tenant tenant, UserCensus census, LocalDate today) {
    Usage usage = census.usage(tenant, today.toEpochDay());
    return new JsonObject()
        .put("max_users", tenant.limits().maxUsers().orElse(null))
        .put("action", tenant.limits().usersAction().name().toLowerCase(Locale.ROOT))
        .put("count", usage.count())
        .put("refused", usage.refused())
        .put("over", usage.over());
  }
}
