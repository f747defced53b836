package io.decisionos.gateway.limit;

import java.util.OptionalLong;

/**
 * How a tenant stands at one moment.
 *
 * @param available whole requests that could pass at once
 * @param refused requests refused since the limit began to count
 * @param share how many requests a second this gateway gives now, if several share the rate
 * @param over whether it was refused something within the last minute
 */
public record Standing(Rate rate, long available, long refused, boolean over, OptionalLong share) {}
