/**
 * The only code that touches the event bus: typed channels with a bound, a deadline on every
 * question, and an answer to each. Knows no feature. What all features tell is here, too: news for
 * operators ({@link io.decisionos.gateway.bus.Notice}) and what somebody may have to be told of
 * ({@link io.decisionos.gateway.bus.Conditions}). Start at {@link io.decisionos.gateway.bus.Bus}; a
 * feature's own channels are in its {@code *Channels} class.
 */
package io.decisionos.gateway.bus;
