package io.decisionos.gateway.limit;

/** What stands between a caller and the routes of its tenant. */
public record Limiters(RateLimiter rates, UserLimiter users) {}
