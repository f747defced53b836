/**
 * How much a tenant may ask for and hold: rates, exact across all threads of the process, and the
 * ledger of bytes that every feature tells. Pure: time is an argument, and nobody is told anything.
 * Called by {@code http} for every request of a tenant that has a limit. Start at {@link
 * io.decisionos.gateway.limit.RateLimiter}.
 */
package io.decisionos.gateway.limit;
