/**
 * How much a tenant may ask for: rates, exact across all threads of the process. Pure: time is an
 * argument, and nobody is told anything. Called by {@code http} for every request of a tenant that
 * has a limit. Start at {@link io.decisionos.gateway.limit.RateLimiter}.
 */
package io.decisionos.gateway.limit;
