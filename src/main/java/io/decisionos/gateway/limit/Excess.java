package io.decisionos.gateway.limit;

/**
 * A request over its tenant's rate.
 *
 * @param waitNanos how long until the next one could pass, if nobody else asks
 * @param first whether the tenant was within its rate until now
 */
public record Excess(Rate rate, long waitNanos, boolean first) {}
