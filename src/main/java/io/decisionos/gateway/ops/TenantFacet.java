package io.decisionos.gateway.ops;

import io.decisionos.gateway.tenant.Tenant;
import io.vertx.core.Future;
import java.util.function.Function;

/**
 * What a feature has to say of one tenant in {@code GET /ops/tenants/{id}}.
 *
 * @param name the member under which it stands
 * @param describe gives a JSON value
 */
public record TenantFacet(String name, Function<Tenant, Future<Object>> describe) {}
