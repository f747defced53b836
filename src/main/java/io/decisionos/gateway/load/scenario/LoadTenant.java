package io.decisionos.gateway.load.scenario;

/**
 * A tenant on whose behalf requests are sent; the id may be one that no gateway knows. Immutable.
 *
 * @param weight its share of the arrivals, relative to the other tenants
 * @param expect answers that are right for this tenant, whatever the request says
 */
public record LoadTenant(String id, Role role, double weight, Statuses expect) {}
