package io.decisionos.gateway.limit;

import java.time.Duration;

/**
 * What stands between a caller and the routes of its tenant.
 *
 * @param overloadTarget for how long work may wait before it is let in by fair shares; zero: for
 *     ever
 * @param costs of requests, by which these shares are
 */
public record Limiters(
    RateLimiter rates, UserLimiter users, Duration overloadTarget, RequestCosts costs) {}
