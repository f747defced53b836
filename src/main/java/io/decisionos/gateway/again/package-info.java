/**
 * The ground floor of what comes again and again: timers that set the next one, threads that wait
 * for ever. Knows no other package, and every package may use it. Start at {@link
 * io.decisionos.gateway.again.Again}.
 */
package io.decisionos.gateway.again;
