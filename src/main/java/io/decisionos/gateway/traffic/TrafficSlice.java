package io.decisionos.gateway.traffic;

import io.decisionos.gateway.tenant.TenantId;
import java.time.Instant;
import java.util.Map;

/**
 * What one event loop has answered in about a second. Whoever receives it alone reads it.
 *
 * @param began when the second began
 * @param all every answer, those to nobody's requests included
 * @param tenants the answers to tenants' requests
 */
public record TrafficSlice(Instant began, Tally all, Map<TenantId, Tally> tenants) {}
