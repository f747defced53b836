package io.decisionos.gateway.limit;

/**
 * How a tenant stands at one moment.
 *
 * @param available whole requests that could pass at once
 * @param refused requests refused since the limit began to count
 * @param over whether it was refused something within the last minute
 */
public record Standing(Rate rate, long available, long refused, boolean over) {}
