/**
 * The only code that touches the event bus: typed channels with a bound, a deadline on every
 * question, and an answer to each. Knows no feature. Start at {@link
 * io.decisionos.gateway.bus.Bus}; a feature's own channels are in its {@code *Channels} class.
 */
package io.decisionos.gateway.bus;
