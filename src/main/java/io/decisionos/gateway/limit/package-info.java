/**
 * How much a tenant may ask for and hold. Rates: exact across all threads of the process, and
 * shared among gateways by leases ({@link io.decisionos.gateway.limit.RateSharing}); who is let in
 * while the gateway is overloaded ({@link io.decisionos.gateway.limit.Overload}); users; the
 * ledgers of stored bytes and of heap that every feature tells. Pure: time is an argument, and
 * nobody is told anything. Called by {@code http} for every request of a tenant that has a limit.
 * Start at {@link io.decisionos.gateway.limit.RateLimiter}.
 */
package io.decisionos.gateway.limit;
